delete from evaluation_answers
where cast(:#${variable.again} as integer) = 1
  and server = :#${variable.global:server}
  and model = :#${variable.chatModel}
  and line_sha256 in (select value from json_each(:#${variable.heldOut[lines]}))
