def id: if type == "string" and test("^[A-Za-z0-9._:/-]{1,200}$") then . else null end;
def count: if type == "number" then floor else null end;
def model: type == "string" and test("^[!-~]{1,200}$");
def line: if type == "string" then gsub("[[:cntrl:][:space:]]+"; " ") | .[0:500] else null end;
(variable("global:states") | fromjson) as $theirs
| def state: (line // "unknown" | ascii_downcase) as $word
    | $theirs[$word]
      // {"success": "succeeded", "completed": "succeeded", "error": "failed", "failed_validation": "failed",
          "canceled": "cancelled", "pending": "queued", "started": "running"}[$word]
      // $word;
{
  job_id: (.id | id),
  model: (.model | line // "unknown"),
  state: (.status | state),
  fine_tuned_model: (.fine_tuned_model | if model then . else null end),
  training_file_id: (.training_file | id),
  trained_tokens: (.trained_tokens | count),
  created_at: (.created_at | count),
  finished_at: (.finished_at | count),
  error: (if (.error | type) == "object" and .error.message != null
          then (.error | [.message, .param, .code] | map(select(. != null) | tostring) | join(" | ") | line)
          elif .fine_tuned_model != null and .fine_tuned_model != "" and (.fine_tuned_model | model | not)
          then "the name of the model is none"
          else null end)
}
