update property_scans
set classification = standing.verdict, label_source = 'human', label_origin = null, classified_at = standing.at
from standing_verdicts standing
where standing.source = 'import' and property_scans.property_key = standing.property_key
