<#ftl output_format="HTML">
<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><meta name="viewport" content="width=device-width"><title>Alert</title></head>
<body style="margin:0;padding:24px 12px;background:#f4f4f1;font-family:Helvetica,Arial,sans-serif;color:#222;line-height:1.45">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;border:1px solid #ddd;border-radius:6px;overflow-wrap:anywhere">
<h1 style="margin:0 0 12px;font-size:20px;color:#a12622">Somebody should look at this</h1>
<p style="margin:0 0 16px;padding:10px 14px;background:#fbecec;border-left:3px solid #a12622">${body.what?cap_first}</p>
<p style="margin:0 0 16px"><strong>What to do:</strong> ${body.what_to_do?cap_first}.</p>
<table style="border-collapse:collapse;font-size:13px;color:#555">
<tr><td style="padding:2px 16px 2px 0">Noticed</td><td>${body.at?replace("T", " ")?keep_before(".")} UTC</td></tr>
<tr><td style="padding:2px 16px 2px 0">Known as</td><td>${body.key}</td></tr>
</table>
<p style="margin:16px 0 0;font-size:13px;color:#555">This is told once. <code>leads status</code> shows it too, and <code>alerts.jsonl</code> in the data folder has all alerts.</p>
</div>
</body>
</html>
