({
  model: .model,
  training_file: .training_file_id,
  suffix: .suffix,
  metadata: {
    dataset_sha256: .training_sha256,
    submission: .submission
  },
  method: {
    type: "supervised",
    supervised: {
      hyperparameters: {
        n_epochs: (variable("epochs") | if . == "auto" then . else tonumber end)
      }
    }
  }
}
+ if .validation_file_id == null then {} else {validation_file: .validation_file_id} end)
* (variable("global:jobOptions") | fromjson)
