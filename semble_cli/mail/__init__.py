"""Mail: messages composed, and handed to the practice's server. The only user of smtplib."""
