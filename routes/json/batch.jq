{
  input_file_id: .file_id,
  endpoint: "/v1/chat/completions",
  completion_window: "24h",
  metadata: {submission: .submission}
}
