select answers.property_key, answers.label
from answers
join runs on runs.id = answers.run_id
where runs.run_key = :#${variable.runKey}
