select count(*) as jobs
from training_jobs
where server = :#${variable.global:server} and training_sha256 = :#${variable.dataset[training_sha256]}
