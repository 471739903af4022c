({
  model: .model,
  training_file: .training_file_id,
  suffix: .suffix,
  hyperparameters: (variable("epochs") | if . == "auto" then {} else {n_epochs: tonumber} end)
}
+ if .validation_file_id == null then {} else {validation_file: .validation_file_id} end)
* (variable("global:jobOptions") | fromjson)
