[.data[]? | select(.metadata.submission? == variable("submission"))]
+ [.data[]? | select(.metadata.submission? == null and .training_file == variable("trainingFileId") and .model == variable("model"))]
| map(select(.status | tostring | ascii_downcase | . != "failed" and . != "cancelled"))
| first
