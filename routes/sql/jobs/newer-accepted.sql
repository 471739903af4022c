-- Whether the model of a newer job is accepted already; then an older job's model must not replace it.
select count(*) as newer
from training_jobs newer
join training_jobs this on this.job_id = :#${variable.row[job_id]}
where newer.accepted_at is not null
  and newer.server = this.server
  and newer.job_id <> this.job_id
  and newer.created_at > this.created_at
