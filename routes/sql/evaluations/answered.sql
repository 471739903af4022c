-- The held-out examples that the model has answered before, in whichever file they were.
select line_sha256, shown
from evaluation_answers
where server = :#${variable.global:server} and model = :#${variable.chatModel} and label is not null
