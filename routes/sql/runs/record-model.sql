update runs set model = :#${variable.choice[model]}, model_reason = :#${variable.choice[reason]} where id = :#${variable.run[id]}
