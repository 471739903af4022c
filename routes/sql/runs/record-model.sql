update runs set model = :#model, model_reason = :#reason where id = :#${variable.run[id]}
