update runs
set model = :#model, model_reason = :#reason, retired_model = :#${variable.chosenModel}
where id = :#${variable.run[id]}
