[.data[]? | select(.metadata.submission? == variable("submission"))]
+ [.data[]? | select(.training_file == variable("trainingFileId") and .model == variable("model"))]
| map(select(.status != "failed" and .status != "cancelled"))
| first
