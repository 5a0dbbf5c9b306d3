"""Who may come in, and for whom they act: users, organisations, members, invitations, programmes, the audit log."""
