update runs
set model = :#model, model_reason = :#reason, retired_model = :#${variable.choice[model]}
where id = :#${variable.run[id]}
