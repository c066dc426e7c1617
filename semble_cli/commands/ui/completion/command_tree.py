"""Made by `make docs` from the commands: change them there."""

# ruff: noqa
# fmt: off

from semble_cli.commands.ui.completion.tree import KnownCommand, ValueKind, KnownOption, KnownValue

ROOT = "semble"

_V0 = KnownValue(ValueKind.FILE, (), False)
_V1 = KnownValue(ValueKind.CHOICE, (('en', 'English'), ('fr', 'French')), False)
_V2 = KnownValue(ValueKind.CHOICE, (('ask', 'ask'), ('refuse', 'refuse'), ('create', 'create')), False)
_V3 = KnownValue(ValueKind.CHOICE, (('table', 'table'), ('json', ''), ('ndjson', ''), ('csv', ''), ('tsv', ''), ('xlsx', '')), False)
_V4 = KnownValue(ValueKind.FREE, (), False)
_V5 = KnownValue(ValueKind.CHOICE, (('F', 'female'), ('M', 'male'), ('I', 'indeterminate')), False)
_V6 = KnownValue(ValueKind.PLACE, (), False)
_V7 = KnownValue(ValueKind.CHOICE, (('homonym', 'homonym'), ('doubtful', 'doubtful'), ('fictitious', 'fictitious')), True)
_V8 = KnownValue(ValueKind.BEGINNING, (('mobile:', ''), ('home:', ''), ('work:', ''), ('other:', '')), True)
_V9 = KnownValue(ValueKind.LANGUAGE, (), False)
_V10 = KnownValue(ValueKind.FREE, (), True)
_V11 = KnownValue(ValueKind.TAG, (), True)
_V12 = KnownValue(ValueKind.CHOICE, (('accepted', 'accepted'), ('refused', 'refused'), ('not_asked', 'not asked')), False)
_V13 = KnownValue(ValueKind.CHOICE, (('yes', 'yes'), ('no', 'no'), ('unknown', 'not asked')), False)
_V14 = KnownValue(ValueKind.LIST, (('patient', ''), ('pro', 'other health professionals'), ('none', 'nobody')), False)
_V15 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('birth_name', 'birth name'), ('first_given_name', 'first given name'), ('birth_given_names', 'birth given names'), ('used_name', 'used name'), ('used_given_name', 'used given name'), ('full_name', 'full name'), ('title', 'title'), ('sex', 'sex'), ('birth_date', 'birth date'), ('birth_date_fictive', 'birth date fictive'), ('birth_place_code', 'birth place code'), ('birth_place', 'birth place'), ('identity_status', 'identity status'), ('identity_flags', 'identity flags'), ('identity_source', 'identity source'), ('ins', 'INS'), ('nir', 'NIR'), ('phones', 'phones'), ('email', 'e-mail'), ('address', 'address'), ('tags', 'tags'), ('blocked', 'blocked'), ('archived', 'archived'), ('deceased_on', 'deceased on'), ('created_at', 'created at'), ('updated_at', 'updated at'), ('version', 'version'), ('occupation', 'occupation'), ('religion', 'religion'), ('comments', 'comments'), ('coverage', 'coverage'), ('billing', 'billing'), ('numbers', 'numbers'), ('privacy_policy', 'privacy policy'), ('preferences', 'preferences'), ('consents', 'consents'), ('preferred_language', 'preferred language'), ('relations', 'relations'), ('allergies', 'allergies'), ('rights', 'rights'), ('ins_history', 'former INS')), False)
_V16 = KnownValue(ValueKind.PATIENT, (), False)
_V17 = KnownValue(ValueKind.CHOICE, (('open', 'open'), ('closed', 'closed'), ('unknown', 'unknown')), False)
_V18 = KnownValue(ValueKind.CHOICE, (('birth-name', 'birth name'), ('birth-name:desc', 'birth name, from Z to A'), ('first-name', 'first given name'), ('first-name:desc', 'first given name, from Z to A')), False)
_V19 = KnownValue(ValueKind.CHOICE, (('former', 'former patients'), ('archived', 'archived patients'), ('merged', 'merged patients')), True)
_V20 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('birth_name', 'birth name'), ('first_given_name', 'first given name'), ('birth_given_names', 'birth given names'), ('used_name', 'used name'), ('used_given_name', 'used given name'), ('full_name', 'full name'), ('title', 'title'), ('sex', 'sex'), ('birth_date', 'birth date'), ('birth_date_fictive', 'birth date fictive'), ('birth_place_code', 'birth place code'), ('birth_place', 'birth place'), ('identity_status', 'identity status'), ('identity_flags', 'identity flags'), ('identity_source', 'identity source'), ('ins', 'INS'), ('nir', 'NIR'), ('phones', 'phones'), ('email', 'e-mail'), ('address', 'address'), ('tags', 'tags'), ('blocked', 'blocked'), ('archived', 'archived'), ('deceased_on', 'deceased on'), ('created_at', 'created at'), ('updated_at', 'updated at'), ('version', 'version')), False)
_V21 = KnownValue(ValueKind.CHOICE, (('PROV', 'provisional'), ('RECUP', 'retrieved'), ('VALI', 'validated'), ('QUAL', 'qualified')), False)
_V22 = KnownValue(ValueKind.CHOICE, (('table', 'table'), ('json', ''), ('ndjson', ''), ('csv', ''), ('tsv', ''), ('xlsx', ''), ('fhir', ''), ('semble', '')), False)
_V23 = KnownValue(ValueKind.CHOICE, (('mobile', 'mobile'), ('home', 'home'), ('work', 'work'), ('other', 'other')), True)
_V24 = KnownValue(ValueKind.CHOICE, (('inactive', 'inactive'), ('discharged', 'discharged'), ('deceased', 'deceased'), ('moved_away', 'moved away'), ('lapsed_membership', 'lapsed membership'), ('patient_request', 'patient request'), ('other', 'other')), False)
_V25 = KnownValue(ValueKind.CHOICE, (('CN', 'national identity card'), ('PA', 'passport'), ('CS', 'residence permit'), ('eCN', 'electronic identity card'), ('IN', 'La Poste digital identity'), ('AV', 'Vitale card application'), ('LECV', 'family book and Vitale card with a photo'), ('AN', 'extract of the birth certificate'), ('LEP', 'family book of the parents'), ('CC', 'circulation book of a foreign minor'), ('ANCV', 'extract of the birth certificate and Vitale card with a photo')), False)
_V26 = KnownValue(ValueKind.CHOICE, (('birth_name', 'birth name'), ('birth_given_names', 'birth given names'), ('first_given_name', 'first given name'), ('birth_date', 'birth date'), ('sex', 'sex'), ('birth_place_code', 'birth place code'), ('ins_matricule', 'INS matricule')), True)
_V27 = KnownValue(ValueKind.FIELDS, (('at', 'at'), ('actor', 'actor'), ('action', 'action'), ('batch', 'batch'), ('changes', 'changes'), ('undone_by', 'undone by')), False)
_V28 = KnownValue(ValueKind.CHOICE, (('present', 'present patients'), ('former', 'former patients'), ('all', 'all')), False)
_V29 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('state', 'state'), ('full_name', 'full name'), ('birth_name', 'birth name'), ('first_given_name', 'first given name'), ('birth_given_names', 'birth given names'), ('used_name', 'used name'), ('used_given_name', 'used given name'), ('title', 'title'), ('sex', 'sex'), ('birth_date', 'birth date'), ('birth_date_fictive', 'birth date fictive'), ('birth_place_code', 'birth place code'), ('birth_place', 'birth place'), ('identity_status', 'identity status'), ('identity_flags', 'identity flags'), ('phones', 'phones'), ('email', 'e-mail'), ('address', 'address'), ('tags', 'tags'), ('occupation', 'occupation'), ('preferred_language', 'preferred language'), ('coverage', 'coverage'), ('billing', 'billing'), ('numbers', 'numbers'), ('privacy_policy', 'privacy policy'), ('preferences', 'preferences'), ('consents', 'consents'), ('blocked', 'blocked'), ('archived', 'archived'), ('deceased_on', 'deceased on'), ('created_at', 'created at'), ('updated_at', 'updated at'), ('deleted_at', 'deleted at'), ('deleted_by', 'deleted by'), ('reason', 'reason')), False)
_V30 = KnownValue(ValueKind.CHOICE, (('ask', 'ask'), ('skip', 'skip'), ('create', 'create')), False)
_V31 = KnownValue(ValueKind.CHOICE, (('report', 'report'), ('skip', 'skip'), ('update', 'update'), ('create', 'create')), False)
_V32 = KnownValue(ValueKind.FIELDS, (('name', 'name'), ('color', 'colour'), ('patients', 'patients')), False)
_V33 = KnownValue(ValueKind.FIELDS, (('batch', 'batch'), ('at', 'at'), ('actor', 'actor'), ('action', 'action'), ('patients', 'patients'), ('undone_by', 'undone by')), False)
_V34 = KnownValue(ValueKind.FIELDS, (('code', 'code'), ('name', 'name'), ('kind', 'kind'), ('area', 'area'), ('valid_from', 'valid from'), ('valid_until', 'valid until'), ('today', 'today'), ('today_name', 'today name')), False)
_V35 = KnownValue(ValueKind.FIELDS, (('login', 'login'), ('role', 'role'), ('added_at', 'added at'), ('may_delete', 'may delete'), ('may_recover', 'may recover')), False)
_V36 = KnownValue(ValueKind.CHOICE, (('reader', 'reader'), ('secretary', 'secretary'), ('clinician', 'clinician'), ('admin', 'admin')), False)
_V37 = KnownValue(ValueKind.CHOICE, (('delete', 'delete'), ('recover', 'recover')), True)
_V38 = KnownValue(ValueKind.PATIENT, (('new', 'new'),), False)
_V39 = KnownValue(ValueKind.CHOICE, (('answer', ''), ('01', ''), ('02', ''), ('fault', ''), ('unknown-software', ''), ('refuse', ''), ('broken', ''), ('somebody-else', ''), ('slow', ''), ('garbage', ''), ('entities', ''), ('half', ''), ('endless', ''), ('drop', ''), ('drop-once', '')), False)
_V40 = KnownValue(ValueKind.DIRECTORY, (), False)
_O0 = KnownOption(('--store',), "The register: sqlite:///PATH, postgresql://USER@HOST/NAME, or a file's path.", _V0)
_O1 = KnownOption(('--lang',), 'The language of messages.', _V1)
_O2 = KnownOption(('--no-input',), 'Never ask a question.', None)
_O3 = KnownOption(('--version',), 'Show the version and stop.', None)
_O4 = KnownOption(('--install-completion',), 'Have the shell this is run in (bash, zsh or fish) complete semble, and stop.', None)
_O5 = KnownOption(('--show-completion',), 'Show what --install-completion gives that shell to run, and stop.', None)
_O6 = KnownOption(('--help',), 'Show this message and exit.', None)
_O7 = KnownOption(('--tags', '--no-tags'), 'Add the tags that practices begin with. Asks on a terminal.', None)
_O8 = KnownOption(('--json',), 'Read a patient document; options win over it.', _V0)
_O9 = KnownOption(('--on-duplicate',), 'What to do about a likely duplicate.', _V2)
_O10 = KnownOption(('--resume',), 'Go on with what you began to type, within a day.', None)
_O11 = KnownOption(('-f', '--format'), 'How to write the result.', _V3)
_O12 = KnownOption(('--birth-name',), 'The birth name.', _V4)
_O13 = KnownOption(('--first-name',), 'The first birth given name.', _V4)
_O14 = KnownOption(('--given-names',), 'All birth given names, spaces between them.', _V4)
_O15 = KnownOption(('--used-name',), 'The used name, where it differs.', _V4)
_O16 = KnownOption(('--used-first-name',), 'The used given name.', _V4)
_O17 = KnownOption(('--title',), 'The title: Mme, M., Dr ...', _V4)
_O18 = KnownOption(('--sex',), 'The sex: female, male or indeterminate.', _V5)
_O19 = KnownOption(('--birth-date',), 'The birth date: 31/12/1975, 1975-12-31, 12/1975, 1975.', _V4)
_O20 = KnownOption(('--birth-place',), 'The birth place: its INSEE code or name; 99999 where it is not known.', _V6)
_O21 = KnownOption(('--flag',), 'A flag of the identity: homonym, doubtful, fictitious.', _V7)
_O22 = KnownOption(('--nir',), 'The NIR of the insured; - reads it from standard input.', _V4)
_O23 = KnownOption(('--regime',), 'The health insurance regime.', _V4)
_O24 = KnownOption(('--birth-rank',), "The rank of birth on the insured's card.", _V4)
_O25 = KnownOption(('--fund',), 'The code of the health insurance fund.', _V4)
_O26 = KnownOption(('--fund-center',), "The code of the fund's center.", _V4)
_O27 = KnownOption(('--amc',), 'The complementary insurance (AMC).', _V4)
_O28 = KnownOption(('--amc-number',), 'The number of the AMC.', _V4)
_O29 = KnownOption(('--member-number',), 'The member number at the AMC.', _V4)
_O30 = KnownOption(('--phone',), 'A phone: mobile, home, work or other.', _V8)
_O31 = KnownOption(('--email',), 'The e-mail address.', _V0)
_O32 = KnownOption(('--address',), 'The lines of the postal address.', _V4)
_O33 = KnownOption(('--postal-code',), 'The postal code.', _V4)
_O34 = KnownOption(('--city',), 'The city.', _V4)
_O35 = KnownOption(('--country',), 'The country.', _V4)
_O36 = KnownOption(('--occupation',), 'The occupation.', _V4)
_O37 = KnownOption(('--language',), 'The language the patient speaks: fr, ar, kabyle ...', _V9)
_O38 = KnownOption(('--religion',), 'The religion.', _V4)
_O39 = KnownOption(('--comment',), 'Anything else worth knowing.', _V4)
_O40 = KnownOption(('--number',), 'An identification number of your own.', _V10)
_O41 = KnownOption(('--tag',), 'A tag of the practice.', _V11)
_O42 = KnownOption(('--privacy',), "The practice's privacy policy: the patient's answer.", _V12)
_O43 = KnownOption(('--billing-name',), 'Whom invoices are made out to.', _V4)
_O44 = KnownOption(('--billing-address',), 'Where invoices are sent.', _V4)
_O45 = KnownOption(('--payment-reference',), 'The payment reference.', _V4)
_O46 = KnownOption(('--membership',), 'The membership of the practice.', _V4)
_O47 = KnownOption(('--membership-since',), 'When it began.', _V4)
_O48 = KnownOption(('--email-messages', '--no-email-messages'), 'Messages by e-mail: accepted, or refused.', None)
_O49 = KnownOption(('--sms', '--no-sms'), 'Messages by SMS: accepted, or refused.', None)
_O50 = KnownOption(('--promotional', '--no-promotional'), 'News of the practice: accepted, or refused.', None)
_O51 = KnownOption(('--payment-reminders', '--no-payment-reminders'), 'Payment reminders: accepted, or refused.', None)
_O52 = KnownOption(('--mssante-patient', '--no-mssante-patient'), 'MSSanté with the patient: accepted, or refused.', None)
_O53 = KnownOption(('--mssante-pro', '--no-mssante-pro'), 'MSSanté between professionals: accepted, or refused.', None)
_O54 = KnownOption(('--dmp',), 'Documents in the DMP: accepted, refused, or not asked.', _V13)
_O55 = KnownOption(('--dmp-visible',), 'Who sees the documents in the DMP; this needs the consent.', _V14)
_O56 = KnownOption(('--reveal',), 'Show the NIR in full. This is noted in the journal.', None)
_O57 = KnownOption(('--fields',), 'Only these fields, in this order.', _V15)
_O58 = KnownOption(('--last-name',), 'The birth or used name begins or sounds so.', _V4)
_O59 = KnownOption(('--first-name',), 'A given name begins or sounds so.', _V4)
_O60 = KnownOption(('--birth-date',), 'The birth date.', _V4)
_O61 = KnownOption(('--ins',), 'The whole matricule INS; - reads it from standard input.', _V4)
_O62 = KnownOption(('--phone',), 'A phone, or its last digits.', _V4)
_O63 = KnownOption(('--email',), 'The beginning of the e-mail.', _V0)
_O64 = KnownOption(('--tag',), 'Only patients with this tag.', _V11)
_O65 = KnownOption(('--id',), "The patient's id.", _V16)
_O66 = KnownOption(('--rights',), 'Only patients whose health insurance rights are so today.', _V17)
_O67 = KnownOption(('--sort',), 'In this order, from A to Z or from Z to A.', _V18)
_O68 = KnownOption(('--limit',), 'At most this many; 0 for all.', _V4)
_O69 = KnownOption(('--include',), 'Find these patients too.', _V19)
_O70 = KnownOption(('--explain',), 'Say how each patient was found.', None)
_O71 = KnownOption(('--fields',), 'Only these fields, in this order.', _V20)
_O72 = KnownOption(('--status',), 'Only patients with this identity status.', _V21)
_O73 = KnownOption(('--archived',), 'Archived patients too.', None)
_O74 = KnownOption(('-f', '--format'), 'How to write the list; fhir (FR Core) and semble (its API) are JSON, one a line.', _V22)
_O75 = KnownOption(('-o', '--output'), 'Write the result to this new file.', _V0)
_O76 = KnownOption(('--whole',), 'The whole record, not only what a search shows.', None)
_O77 = KnownOption(('--editor',), 'Open the record as YAML in $VISUAL or $EDITOR.', None)
_O78 = KnownOption(('--if-version',), 'Only if the record is still this version.', _V4)
_O79 = KnownOption(('--add-phone',), 'One more phone.', _V8)
_O80 = KnownOption(('--remove-phone',), 'Take a phone away: its type or number.', _V23)
_O81 = KnownOption(('--replace-phones',), 'These phones, and no others.', _V8)
_O82 = KnownOption(('--add-number',), 'One more number of your own.', _V10)
_O83 = KnownOption(('--remove-number',), 'Take a number of your own away.', _V10)
_O84 = KnownOption(('--replace-numbers',), 'These numbers, and no others.', _V10)
_O85 = KnownOption(('--add-tag',), 'One more tag.', _V11)
_O86 = KnownOption(('--remove-tag',), 'Take a tag away.', _V11)
_O87 = KnownOption(('--replace-tags',), 'These tags, and no others.', _V11)
_O88 = KnownOption(('--add-flag',), 'One more flag of the identity.', _V7)
_O89 = KnownOption(('--remove-flag',), 'Take a flag of the identity away.', _V7)
_O90 = KnownOption(('--replace-flags',), 'These flags, and no others.', _V7)
_O91 = KnownOption(('--add-given-name',), 'One more birth given name, the last.', _V10)
_O92 = KnownOption(('--remove-given-name',), 'Take a birth given name away.', _V10)
_O93 = KnownOption(('--confirm',), 'The full name, in place of typing it.', _V4)
_O94 = KnownOption(('--reason',), 'Why, for the report of former patients.', _V4)
_O95 = KnownOption(('--reason',), 'Why.', _V4)
_O96 = KnownOption(('--on',), 'The day of the death.', _V4)
_O97 = KnownOption(('--undo',), 'Take back a death that was noted by mistake.', None)
_O98 = KnownOption(('--reason',), 'Why.', _V24)
_O99 = KnownOption(('--tag',), 'Give this tag as well.', _V11)
_O100 = KnownOption(('--create',), 'Add the tags that the practice has not yet.', None)
_O101 = KnownOption(('--email', '--no-email'), 'Messages by e-mail: accepted, or refused.', None)
_O102 = KnownOption(('--document',), 'The traits were checked against this document: CN, PA, CS ...', _V25)
_O103 = KnownOption(('--insi',), 'Search INSi by the traits on record.', None)
_O104 = KnownOption(('--verify',), 'Ask INSi whether matricule and traits go together.', None)
_O105 = KnownOption(('--unlink',), 'Give up the matricule INS.', None)
_O106 = KnownOption(('--take',), 'Take over this strict trait, though it differs.', _V26)
_O107 = KnownOption(('--yes', '-y'), 'Agree to all but differing strict traits.', None)
_O108 = KnownOption(('--fields',), 'Only these fields, in this order.', _V27)
_O109 = KnownOption(('--state',), 'Whom the report is about.', _V28)
_O110 = KnownOption(('--fields',), 'Only these fields, in this order.', _V29)
_O111 = KnownOption(('--from-report',), 'A patient report in CSV or XLSX, for a lost ledger.', _V0)
_O112 = KnownOption(('--map',), 'Which field each column of the report holds, in TOML.', _V0)
_O113 = KnownOption(('--id',), 'Only this patient of the report.', _V10)
_O114 = KnownOption(('--all',), 'Every patient of the report who is missing.', None)
_O115 = KnownOption(('--on-duplicate',), 'What to do where a patient created since is likely to be the same person.', _V30)
_O116 = KnownOption(('--dry-run',), 'Run to the end, and write nothing.', None)
_O117 = KnownOption(('--map',), 'Which field each column holds, in TOML.', _V0)
_O118 = KnownOption(('--map-template',), 'Print a map to edit, and read no patients.', None)
_O119 = KnownOption(('--on-duplicate',), 'What to do with a row whose patient is already in the register.', _V31)
_O120 = KnownOption(('--accept-incomplete',), 'Store an unknown sex as I, an unknown birth place as 99999, and tag the patient.', None)
_O121 = KnownOption(('--create-tags',), 'Add the tags that the register does not have.', None)
_O122 = KnownOption(('--strict',), 'Take nothing if one row cannot be taken.', None)
_O123 = KnownOption(('--commit-every',), 'For huge files: commit every N rows; 0 for all at once.', _V4)
_O124 = KnownOption(('--resume',), 'Go on where --commit-every was interrupted in this file.', None)
_O125 = KnownOption(('--rejects',), 'Write the rejected rows and the reasons to this new file.', _V0)
_O126 = KnownOption(('--report',), 'Write what was done to this new JSON or HTML file.', _V0)
_O127 = KnownOption(('--encoding',), "The file's encoding, such as cp1252.", _V4)
_O128 = KnownOption(('--delimiter',), 'What stands between the cells.', _V4)
_O129 = KnownOption(('--date-format',), 'How dates are written, such as MM/DD/YYYY.', _V4)
_O130 = KnownOption(('--null',), 'A text that stands for nothing.', _V10)
_O131 = KnownOption(('--fields',), 'Only these fields, in this order.', _V32)
_O132 = KnownOption(('--color',), 'Its colour, such as #3366cc.', _V4)
_O133 = KnownOption(('--list',), 'List the last commands and their numbers.', None)
_O134 = KnownOption(('--force',), 'For an import, also take back what was changed since.', None)
_O135 = KnownOption(('--limit',), 'List at most this many; 0 for all.', _V4)
_O136 = KnownOption(('--fields',), 'Only these fields, in this order.', _V33)
_O137 = KnownOption(('--fields',), 'Only these fields, in this order.', _V34)
_O138 = KnownOption(('--head',), 'A head of the journal that was noted down before.', _V4)
_O139 = KnownOption(('--keep',), 'Of the backups of this register in the directory, keep the last ones only.', _V4)
_O140 = KnownOption(('--to',), 'Where the new register is made: a path, or a new database of Postgres.', _V0)
_O141 = KnownOption(('--dry-run',), 'Only check, and say what would be missing.', None)
_O142 = KnownOption(('--older-than',), 'Deleted at least this long ago, such as 90d, 6m or 5y, or before this day.', _V4)
_O143 = KnownOption(('--confirm',), 'Their number, instead of typing it.', _V4)
_O144 = KnownOption(('--fields',), 'Only these fields, in this order.', _V35)
_O145 = KnownOption(('--role',), 'What the user may do.', _V36)
_O146 = KnownOption(('--may',), 'A right beside the role secretary or clinician, given.', _V37)
_O147 = KnownOption(('--role',), 'What the user may do; else it stays.', _V36)
_O148 = KnownOption(('--may-not',), 'A right beside the role, taken away.', _V37)
_O149 = KnownOption(('--reader',), 'The reader: its name, or a part of it.', _V4)
_O150 = KnownOption(('--beneficiary',), 'Which person on the card; 1 is the holder.', _V4)
_O151 = KnownOption(('--wait',), 'Wait this long for a card.', _V4)
_O152 = KnownOption(('--adri', '--no-adri'), 'Ask ADRi for rights.', None)
_O153 = KnownOption(('--insi', '--no-insi'), 'Ask INSi for the identity.', None)
_O154 = KnownOption(('--patient',), 'Whose record it is, where several may be.', _V38)
_O155 = KnownOption(('--behaviour',), 'What to do with every question.', _V39)
_O156 = KnownOption(('--delay',), 'How slow to be, when told to be slow.', _V4)
_O157 = KnownOption(('--card',), 'Put this card into the virtual reader (vpcd).', _V4)
_O158 = KnownOption(('--directory',), 'Where to write certificates and settings.', _V40)
_O159 = KnownOption(('--port',), 'The port; 0 is any that is free.', _V4)
_O160 = KnownOption(('--reader-port',), 'The port of the virtual reader.', _V4)
_O161 = KnownOption(('--tag',), 'Ask about those who bear this tag.', _V11)
_O162 = KnownOption(('--all',), 'Ask about everybody.', None)
_O163 = KnownOption(('--older-than',), 'Only those not asked about for this long.', _V4)
_O164 = KnownOption(('--pause',), 'Wait this long between two questions.', _V4)
_O165 = KnownOption(('--dry-run',), 'Say who would be asked about, and stop.', None)
_O166 = KnownOption(('--patients',), 'How many patients.', _V4)
_O167 = KnownOption(('--seed',), 'Another seed makes other patients, the same one the same.', _V4)
_O168 = KnownOption(('-o', '--output'), 'Write them to this CSV file.', _V0)
_O169 = KnownOption(('--load',), 'Load them into the register, which must be empty.', None)
COMMANDS = {
    'semble': KnownCommand({'init': 'Create a register. Who creates it is its admin.', 'patient': 'Create, find, change and delete patients.', 'tag': "Add, rename, colour and delete the practice's tags.", 'undo': 'Take a command back, whole or not at all. Without a number, the last one of yours.', 'redo': 'Do again the last command that you took back, until you write something new.', 'place': 'Find a birth place: a French commune, of today or before, or a country.', 'store': 'Look at, upgrade, check and back up the register.', 'user': 'Say who may use the register, and as what.', 'vitale': 'Read cartes Vitale, and bring patients up to date from them.', 'adri': "Ask the health insurance's teleservices: ADRi for rights, INSi for identities.", 'demo': 'Make fictitious French patients, as CSV for patient import, or straight into a register.', 'help': 'Explain a command, or a topic: exit-codes, settings.'}, (), (_O0, _O1, _O2, _O3, _O4, _O5, _O6, )),
    'semble init': KnownCommand({}, (), (_O7, _O6, )),
    'semble patient': KnownCommand({'add': 'Create a patient. What is missing is asked for when a person is there.', 'show': 'Show a patient: alerts first, then the whole record.', 'search': 'Find patients, the best match first. Accents, case and hyphens do not count.', 'list': 'List all patients, from A to Z by birth name unless another order is asked for.', 'edit': 'Change a patient. An option given as an empty text clears its field.', 'delete': 'Delete a patient and all that hangs on the record, for good.', 'block': 'Block a patient: the practice makes no appointment for them any more.', 'unblock': 'Let appointments be made for a patient again.', 'deceased': 'Note the day a patient died. On a terminal, it is asked for where it is missing.', 'archive': 'Take a patient out of searches and lists. Nothing of the record is lost.', 'unarchive': 'Bring a patient back into searches and lists.', 'tag': 'Give tags to a patient: tags of the practice, or new ones with --create.', 'untag': 'Take tags from a patient.', 'prefs': 'Show or change how a patient wants to be written to, and the consents.', 'identity': 'Show how sure an identity is, or make it surer.', 'history': 'Show who did what to a patient and when, the oldest first; of deleted patients too.', 'report': 'Report on all patients, present and former: who deleted whom, when and why.', 'recover': 'Bring deleted patients back, with their ids, identity, contact data and tags.', 'import': 'Bring files of patients into the register, each whole or not at all.'}, (), (_O6, )),
    'semble patient add': KnownCommand({}, (), (_O8, _O9, _O10, _O11, _O12, _O13, _O14, _O15, _O16, _O17, _O18, _O19, _O20, _O21, _O22, _O23, _O24, _O25, _O26, _O27, _O28, _O29, _O30, _O31, _O32, _O33, _O34, _O35, _O36, _O37, _O38, _O39, _O40, _O41, _O42, _O43, _O44, _O45, _O46, _O47, _O48, _O49, _O50, _O51, _O52, _O53, _O54, _O55, _O6, )),
    'semble patient show': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O56, _O11, _O57, _O6, )),
    'semble patient search': KnownCommand({}, (KnownValue(ValueKind.FREE, (), True), ), (_O58, _O59, _O60, _O61, _O62, _O63, _O64, _O65, _O66, _O67, _O68, _O69, _O70, _O11, _O71, _O6, )),
    'semble patient list': KnownCommand({}, (), (_O67, _O64, _O72, _O68, _O73, _O74, _O71, _O75, _O76, _O56, _O6, )),
    'semble patient edit': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O77, _O8, _O78, _O11, _O12, _O13, _O14, _O15, _O16, _O17, _O18, _O19, _O20, _O21, _O22, _O23, _O24, _O25, _O26, _O27, _O28, _O29, _O30, _O31, _O32, _O33, _O34, _O35, _O36, _O37, _O38, _O39, _O40, _O41, _O42, _O43, _O44, _O45, _O46, _O47, _O48, _O49, _O50, _O51, _O52, _O53, _O54, _O55, _O79, _O80, _O81, _O82, _O83, _O84, _O85, _O86, _O87, _O88, _O89, _O90, _O91, _O92, _O6, )),
    'semble patient delete': KnownCommand({}, (KnownValue(ValueKind.EXACT, (), False), ), (_O93, _O94, _O6, )),
    'semble patient block': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O95, _O6, )),
    'semble patient unblock': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O6, )),
    'semble patient deceased': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O96, _O97, _O6, )),
    'semble patient archive': KnownCommand({}, (KnownValue(ValueKind.PRESENT, (), False), ), (_O98, _O99, _O6, )),
    'semble patient unarchive': KnownCommand({}, (KnownValue(ValueKind.ARCHIVED, (), False), ), (_O6, )),
    'semble patient tag': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), KnownValue(ValueKind.TAG, (), True), ), (_O100, _O6, )),
    'semble patient untag': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), KnownValue(ValueKind.TAG, (), True), ), (_O6, )),
    'semble patient prefs': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O11, _O101, _O49, _O50, _O51, _O52, _O53, _O54, _O55, _O42, _O6, )),
    'semble patient identity': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O102, _O103, _O104, _O105, _O106, _O107, _O11, _O6, )),
    'semble patient history': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O11, _O108, _O6, )),
    'semble patient report': KnownCommand({}, (), (_O109, _O11, _O110, _O75, _O6, )),
    'semble patient recover': KnownCommand({}, (KnownValue(ValueKind.FORMER, (), True), ), (_O111, _O112, _O113, _O114, _O115, _O116, _O11, _O6, )),
    'semble patient import': KnownCommand({}, (KnownValue(ValueKind.FILE, (), True), ), (_O117, _O118, _O119, _O120, _O121, _O122, _O116, _O123, _O124, _O125, _O126, _O127, _O128, _O129, _O130, _O11, _O6, )),
    'semble tag': KnownCommand({'list': 'List the tags, their colours, and how many patients bear each.', 'add': 'Add a tag.', 'rename': 'Rename a tag, change its colour, or both. The patients that bear it keep it.', 'delete': 'Delete a tag, taking it from the patients that bear it.'}, (), (_O6, )),
    'semble tag list': KnownCommand({}, (), (_O11, _O131, _O6, )),
    'semble tag add': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O132, _O6, )),
    'semble tag rename': KnownCommand({}, (KnownValue(ValueKind.TAG, (), False), KnownValue(ValueKind.FREE, (), False), ), (_O132, _O6, )),
    'semble tag delete': KnownCommand({}, (KnownValue(ValueKind.TAG, (), False), ), (_O6, )),
    'semble undo': KnownCommand({}, (KnownValue(ValueKind.BATCH, (), False), ), (_O133, _O134, _O135, _O11, _O136, _O6, )),
    'semble redo': KnownCommand({}, (), (_O6, )),
    'semble place': KnownCommand({}, (KnownValue(ValueKind.PLACE, (), True), ), (_O68, _O11, _O137, _O6, )),
    'semble store': KnownCommand({'status': 'Show what the register holds, and whether this program fits it.', 'upgrade': "Bring the register up to this program's version. A SQLite register is backed up first.", 'check': 'Look for damage, and for whatever is not as the journal tells.', 'backup': 'Back the register up, while others work. Only an admin may.', 'restore': 'Make a new register of a backup, never over one that exists.', 'purge-former': 'Erase former patients from the ledger, for good: nobody can recover them any more.'}, (), (_O6, )),
    'semble store status': KnownCommand({}, (), (_O11, _O6, )),
    'semble store upgrade': KnownCommand({}, (), (_O6, )),
    'semble store check': KnownCommand({}, (), (_O138, _O6, )),
    'semble store backup': KnownCommand({}, (KnownValue(ValueKind.FILE, (), False), ), (_O139, _O11, _O6, )),
    'semble store restore': KnownCommand({}, (KnownValue(ValueKind.FILE, (), False), ), (_O140, _O141, _O11, _O6, )),
    'semble store purge-former': KnownCommand({}, (), (_O142, _O143, _O6, )),
    'semble user': KnownCommand({'list': 'List the users of the register, and who may delete patients and bring them back.', 'add': 'Add a user.', 'role': 'Give a user another role, or rights beside it.', 'remove': 'Remove a user. What the user did stays in the journal.'}, (), (_O6, )),
    'semble user list': KnownCommand({}, (), (_O11, _O144, _O6, )),
    'semble user add': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O145, _O146, _O6, )),
    'semble user role': KnownCommand({}, (KnownValue(ValueKind.LOGIN, (), False), ), (_O147, _O146, _O148, _O6, )),
    'semble user remove': KnownCommand({}, (KnownValue(ValueKind.LOGIN, (), False), ), (_O6, )),
    'semble vitale': KnownCommand({'read': 'Read the card in the reader, ask ADRi and INSi, and create or update the patient.', 'watch': 'Show the patient of each card that is put in, until you stop it with q or Ctrl-C.', 'status': 'Say whether the reader, its service and the teleservices are ready, and what to do next.', 'simulator': 'Run teleservices that speak as ADRi and INSi do, with official fictitious people.'}, (), (_O6, )),
    'semble vitale read': KnownCommand({}, (), (_O149, _O150, _O151, _O152, _O153, _O154, _O106, _O107, _O11, _O12, _O13, _O14, _O15, _O16, _O17, _O18, _O19, _O20, _O21, _O22, _O23, _O24, _O25, _O26, _O27, _O28, _O29, _O30, _O31, _O32, _O33, _O34, _O35, _O36, _O37, _O38, _O39, _O40, _O41, _O42, _O43, _O44, _O45, _O46, _O47, _O48, _O49, _O50, _O51, _O52, _O53, _O54, _O55, _O6, )),
    'semble vitale watch': KnownCommand({}, (), (_O149, _O152, _O153, _O11, _O6, )),
    'semble vitale status': KnownCommand({}, (), (_O11, _O6, )),
    'semble vitale simulator': KnownCommand({}, (), (_O155, _O156, _O157, _O158, _O159, _O160, _O6, )),
    'semble adri': KnownCommand({'status': 'Show how ADRi and INSi are set, whose certificates are used, and what is missing.', 'test': 'Ask each configured service one question, and say what it did. Nothing is written.', 'refresh': 'Ask ADRi again for the rights of many patients, one after the other.'}, (), (_O6, )),
    'semble adri status': KnownCommand({}, (), (_O11, _O6, )),
    'semble adri test': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O11, _O6, )),
    'semble adri refresh': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), True), ), (_O161, _O162, _O163, _O68, _O164, _O165, _O11, _O6, )),
    'semble demo': KnownCommand({}, (), (_O166, _O167, _O168, _O169, _O6, )),
    'semble help': KnownCommand({}, (KnownValue(ValueKind.CHOICE, (('exit-codes', 'Exit codes'), ('settings', 'Settings'), ('init', ''), ('patient', ''), ('tag', ''), ('undo', ''), ('redo', ''), ('place', ''), ('store', ''), ('user', ''), ('vitale', ''), ('adri', ''), ('demo', ''), ('help', '')), True), ), (_O6, )),
}
