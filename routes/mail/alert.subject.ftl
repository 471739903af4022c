Development Leads: ${body.what}
