"""Made by `make docs` from the commands: change them there."""

# ruff: noqa
# fmt: off

from semble_cli.commands.ui.completion.tree import KnownCommand, ValueKind, KnownOption, KnownValue

ROOT = "semble"

_V0 = KnownValue(ValueKind.FILE, (), False)
_V1 = KnownValue(ValueKind.CHOICE, (('en', 'English'), ('fr', 'French')), False)
_V2 = KnownValue(ValueKind.CHOICE, (('ask', 'ask'), ('refuse', 'refuse'), ('create', 'create')), False)
_V3 = KnownValue(ValueKind.BEGINNING, (('family:', ''), ('spouse_partner:', ''), ('parent_guardian:', ''), ('next_of_kin:', ''), ('emergency_contact:', ''), ('gp:', ''), ('referring_clinician:', ''), ('practitioner:', ''), ('anaesthetist:', ''), ('pharmacy:', ''), ('social_worker:', ''), ('school:', ''), ('insurer:', ''), ('payer:', ''), ('other:', '')), True)
_V4 = KnownValue(ValueKind.CHOICE, (('table', 'table'), ('json', ''), ('ndjson', ''), ('csv', ''), ('tsv', ''), ('xlsx', '')), False)
_V5 = KnownValue(ValueKind.FREE, (), False)
_V6 = KnownValue(ValueKind.CHOICE, (('F', 'female'), ('M', 'male'), ('I', 'indeterminate')), False)
_V7 = KnownValue(ValueKind.PLACE, (), False)
_V8 = KnownValue(ValueKind.CHOICE, (('homonym', 'homonym'), ('doubtful', 'doubtful'), ('fictitious', 'fictitious')), True)
_V9 = KnownValue(ValueKind.BEGINNING, (('mobile:', ''), ('home:', ''), ('work:', ''), ('other:', '')), True)
_V10 = KnownValue(ValueKind.LANGUAGE, (), False)
_V11 = KnownValue(ValueKind.FREE, (), True)
_V12 = KnownValue(ValueKind.TAG, (), True)
_V13 = KnownValue(ValueKind.CHOICE, (('accepted', 'accepted'), ('refused', 'refused'), ('not_asked', 'not asked')), False)
_V14 = KnownValue(ValueKind.CHOICE, (('yes', 'yes'), ('no', 'no'), ('unknown', 'not asked')), False)
_V15 = KnownValue(ValueKind.LIST, (('patient', ''), ('pro', 'other health professionals'), ('none', 'nobody')), False)
_V16 = KnownValue(ValueKind.CHOICE, (('table', 'table'), ('json', ''), ('ndjson', ''), ('csv', ''), ('tsv', ''), ('xlsx', ''), ('yaml', ''), ('fhir', ''), ('ips', ''), ('hl7', ''), ('semble', ''), ('vcard', '')), False)
_V17 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('birth_name', 'birth name'), ('first_given_name', 'first given name'), ('birth_given_names', 'birth given names'), ('used_name', 'used name'), ('used_given_name', 'used given name'), ('full_name', 'full name'), ('title', 'title'), ('sex', 'sex'), ('birth_date', 'birth date'), ('birth_date_fictive', 'birth date fictive'), ('birth_place_code', 'birth place code'), ('birth_place', 'birth place'), ('identity_status', 'identity status'), ('identity_flags', 'identity flags'), ('identity_source', 'identity source'), ('ins', 'INS'), ('nir', 'NIR'), ('phones', 'phones'), ('email', 'e-mail'), ('address', 'address'), ('tags', 'tags'), ('blocked', 'blocked'), ('archived', 'archived'), ('deceased_on', 'deceased on'), ('created_at', 'created at'), ('updated_at', 'updated at'), ('version', 'version'), ('occupation', 'occupation'), ('religion', 'religion'), ('comments', 'comments'), ('coverage', 'coverage'), ('billing', 'billing'), ('numbers', 'numbers'), ('privacy_policy', 'privacy policy'), ('preferences', 'preferences'), ('consents', 'consents'), ('preferred_language', 'preferred language'), ('relations', 'relations'), ('allergies', 'allergies'), ('allergy_status', 'allergy status'), ('treatments', 'treatments'), ('appointments', 'appointments'), ('records', 'records'), ('rights', 'rights'), ('ins_history', 'former INS')), False)
_V18 = KnownValue(ValueKind.CHOICE, (('A28', ''), ('A31', '')), False)
_V19 = KnownValue(ValueKind.PATIENT, (), False)
_V20 = KnownValue(ValueKind.CHOICE, (('open', 'open'), ('closed', 'closed'), ('unknown', 'unknown')), False)
_V21 = KnownValue(ValueKind.CHOICE, (('birth-name', 'birth name'), ('birth-name:desc', 'birth name, from Z to A'), ('first-name', 'first given name'), ('first-name:desc', 'first given name, from Z to A')), False)
_V22 = KnownValue(ValueKind.CHOICE, (('former', 'former patients'), ('archived', 'archived patients'), ('merged', 'merged patients')), True)
_V23 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('birth_name', 'birth name'), ('first_given_name', 'first given name'), ('birth_given_names', 'birth given names'), ('used_name', 'used name'), ('used_given_name', 'used given name'), ('full_name', 'full name'), ('title', 'title'), ('sex', 'sex'), ('birth_date', 'birth date'), ('birth_date_fictive', 'birth date fictive'), ('birth_place_code', 'birth place code'), ('birth_place', 'birth place'), ('identity_status', 'identity status'), ('identity_flags', 'identity flags'), ('identity_source', 'identity source'), ('ins', 'INS'), ('nir', 'NIR'), ('phones', 'phones'), ('email', 'e-mail'), ('address', 'address'), ('tags', 'tags'), ('blocked', 'blocked'), ('archived', 'archived'), ('deceased_on', 'deceased on'), ('created_at', 'created at'), ('updated_at', 'updated at'), ('version', 'version')), False)
_V24 = KnownValue(ValueKind.CHOICE, (('PROV', 'provisional'), ('RECUP', 'retrieved'), ('VALI', 'validated'), ('QUAL', 'qualified')), False)
_V25 = KnownValue(ValueKind.CHOICE, (('mobile', 'mobile'), ('home', 'home'), ('work', 'work'), ('other', 'other')), True)
_V26 = KnownValue(ValueKind.CHOICE, (('inactive', 'inactive'), ('discharged', 'discharged'), ('deceased', 'deceased'), ('moved_away', 'moved away'), ('lapsed_membership', 'lapsed membership'), ('patient_request', 'patient request'), ('other', 'other')), False)
_V27 = KnownValue(ValueKind.CHOICE, (('mild', 'mild'), ('moderate', 'moderate'), ('severe', 'severe')), False)
_V28 = KnownValue(ValueKind.CHOICE, (('confirmed', 'confirmed'), ('unconfirmed', 'unconfirmed'), ('refuted', 'refuted')), False)
_V29 = KnownValue(ValueKind.CHOICE, (('all', 'all kinds'), ('drug', 'drugs'), ('food', 'food')), False)
_V30 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('substance', 'substance'), ('severity', 'severity'), ('certainty', 'certainty'), ('reaction', 'reaction'), ('noted_on', 'noted on'), ('comment', 'comment'), ('noted_by', 'noted by'), ('noted_at', 'noted at'), ('consultation_id', 'consultation id')), False)
_V31 = KnownValue(ValueKind.CONTACT, (), False)
_V32 = KnownValue(ValueKind.CHOICE, (('family', 'family'), ('spouse_partner', 'spouse or partner'), ('parent_guardian', 'parent or guardian'), ('next_of_kin', 'next of kin'), ('emergency_contact', 'emergency contact'), ('gp', 'GP'), ('referring_clinician', 'referring clinician'), ('practitioner', 'practitioner'), ('anaesthetist', 'anaesthetist'), ('pharmacy', 'pharmacy'), ('social_worker', 'social worker'), ('school', 'school'), ('insurer', 'insurer'), ('payer', 'payer'), ('other', 'other')), False)
_V33 = KnownValue(ValueKind.CHOICE, (('person', 'person'), ('organisation', 'organisation')), False)
_V34 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('type', 'type'), ('label', 'label'), ('contact_id', 'contact id'), ('patient_id', 'patient id'), ('last_name', 'last name'), ('first_name', 'first name'), ('phone', 'phone'), ('kind', 'kind'), ('name', 'name'), ('sex', 'sex'), ('since', 'since'), ('until', 'until'), ('is_payer', 'pays'), ('policy_number', 'policy number'), ('authorization_code', 'authorization code'), ('notes', 'notes'), ('derived', "from the other's record"), ('deleted', 'deleted')), False)
_V35 = KnownValue(ValueKind.PRINTER, (), False)
_V36 = KnownValue(ValueKind.LABEL_TEMPLATE, (), False)
_V37 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('title', 'title'), ('full_name', 'full name'), ('birth_name', 'birth name'), ('used_name', 'used name'), ('first_given_name', 'first given name'), ('used_given_name', 'used given name'), ('birth_given_names', 'birth given names'), ('birth_date', 'birth date'), ('sex', 'sex'), ('birth_place_code', 'birth place code'), ('birth_place', 'birth place'), ('ins', 'INS'), ('phone', 'phone'), ('email', 'e-mail'), ('address', 'address'), ('ins_datamatrix', ''), ('id_datamatrix', '')), False)
_V38 = KnownValue(ValueKind.LABEL_SIZE, (), False)
_V39 = KnownValue(ValueKind.LABEL_OFFSET, (), False)
_V40 = KnownValue(ValueKind.CHOICE, (('2B', ''), ('1B', '')), False)
_V41 = KnownValue(ValueKind.CHOICE, (('email', 'e-mail'), ('mssante', 'MSSanté')), False)
_V42 = KnownValue(ValueKind.CHOICE, (('CN', 'national identity card'), ('PA', 'passport'), ('CS', 'residence permit'), ('eCN', 'electronic identity card'), ('IN', 'La Poste digital identity'), ('AV', 'Vitale card application'), ('LECV', 'family book and Vitale card with a photo'), ('AN', 'extract of the birth certificate'), ('LEP', 'family book of the parents'), ('CC', 'circulation book of a foreign minor'), ('ANCV', 'extract of the birth certificate and Vitale card with a photo')), False)
_V43 = KnownValue(ValueKind.CHOICE, (('birth_name', 'birth name'), ('birth_given_names', 'birth given names'), ('first_given_name', 'first given name'), ('birth_date', 'birth date'), ('sex', 'sex'), ('birth_place_code', 'birth place code'), ('ins_matricule', 'INS matricule'), ('used_name', 'used name'), ('nir', 'NIR'), ('address', 'address'), ('address_lines', 'address lines'), ('postal_code', 'postal code'), ('city', 'city'), ('regime', 'regime'), ('birth_rank', 'birth rank'), ('fund', 'fund'), ('fund_center', 'fund center'), ('amc_number', 'AMC number'), ('rights', 'rights')), True)
_V44 = KnownValue(ValueKind.FIELDS, (('at', 'at'), ('actor', 'actor'), ('action', 'action'), ('batch', 'batch'), ('record', 'record'), ('changes', 'changes'), ('hidden', 'hidden'), ('undone_by', 'undone by')), False)
_V45 = KnownValue(ValueKind.CHOICE, (('present', 'present patients'), ('former', 'former patients'), ('all', 'all')), False)
_V46 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('state', 'state'), ('full_name', 'full name'), ('birth_name', 'birth name'), ('first_given_name', 'first given name'), ('birth_given_names', 'birth given names'), ('used_name', 'used name'), ('used_given_name', 'used given name'), ('title', 'title'), ('sex', 'sex'), ('birth_date', 'birth date'), ('birth_date_fictive', 'birth date fictive'), ('birth_place_code', 'birth place code'), ('birth_place', 'birth place'), ('identity_status', 'identity status'), ('identity_flags', 'identity flags'), ('phones', 'phones'), ('email', 'e-mail'), ('address', 'address'), ('tags', 'tags'), ('occupation', 'occupation'), ('preferred_language', 'preferred language'), ('coverage', 'coverage'), ('billing', 'billing'), ('numbers', 'numbers'), ('privacy_policy', 'privacy policy'), ('preferences', 'preferences'), ('consents', 'consents'), ('blocked', 'blocked'), ('archived', 'archived'), ('deceased_on', 'deceased on'), ('created_at', 'created at'), ('updated_at', 'updated at'), ('deleted_at', 'deleted at'), ('deleted_by', 'deleted by'), ('reason', 'reason')), False)
_V47 = KnownValue(ValueKind.CHOICE, (('ask', 'ask'), ('skip', 'skip'), ('create', 'create')), False)
_V48 = KnownValue(ValueKind.CHOICE, (('report', 'report'), ('skip', 'skip'), ('update', 'update'), ('create', 'create')), False)
_V49 = KnownValue(ValueKind.BEGINNING, (('Motif=', ''), ('Observation=', ''), ('Allergie=', ''), ('Antécédents=', ''), ('Ordonnance=', ''), ('Conclusion=', '')), True)
_V50 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('patient_id', 'patient id'), ('held_at', 'held at'), ('author', 'author'), ('title', 'title'), ('sections', 'sections'), ('version', 'version')), False)
_V51 = KnownValue(ValueKind.FIELDS, (('keyword', 'keyword'), ('id', 'id')), False)
_V52 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('patient_id', 'patient id'), ('drug', 'drug'), ('dose', 'dose'), ('route', 'route'), ('frequency', 'frequency'), ('starts_on', 'starts on'), ('ends_on', 'ends on'), ('prescriber', 'prescriber'), ('comment', 'comment'), ('stopped_on', 'stopped on'), ('stop_reason', 'stop reason'), ('author', 'author'), ('version', 'version'), ('state', 'state')), False)
_V53 = KnownValue(ValueKind.CHOICE, (('intolerance', 'intolerance'), ('inefficacy', 'inefficacy'), ('end', 'end of treatment'), ('other', 'other')), False)
_V54 = KnownValue(ValueKind.CHOICE, (('letter', 'letter'), ('report', 'medical report'), ('test_result', 'test result'), ('imaging', 'imaging'), ('prescription', 'prescription'), ('certificate', 'certificate'), ('consent', 'consent'), ('administrative', 'administrative'), ('other', 'other')), False)
_V55 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('patient_id', 'patient id'), ('title', 'title'), ('kind', 'kind'), ('dated_on', 'dated on'), ('file_name', 'file name'), ('media_type', 'media type'), ('size', 'size'), ('sha256', 'digest (SHA-256)'), ('added_at', 'added at'), ('added_by', 'added by'), ('version', 'version')), False)
_V56 = KnownValue(ValueKind.FIELDS, (('share', 'share'), ('shared_at', 'shared at'), ('shared_by', 'shared by'), ('what', 'what'), ('documents', 'documents'), ('recipient', 'recipient'), ('name', 'name'), ('relation_id', 'relation id'), ('contact_id', 'contact id'), ('patient_id', 'patient id'), ('way', 'way'), ('address', 'address'), ('sealing', 'sealing'), ('outcome', 'outcome'), ('outcome_at', 'outcome at'), ('code', 'code'), ('words', 'words'), ('override', 'override'), ('resends', 'resends')), False)
_V57 = KnownValue(ValueKind.CHOICE, (('desk', 'desk'), ('online', 'online')), False)
_V58 = KnownValue(ValueKind.CHOICE, (('first', 'first'), ('second', 'second')), False)
_V59 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('patient_id', 'patient id'), ('patient', 'patient'), ('practitioner_id', 'practitioner id'), ('practitioner', 'practitioner'), ('start', ''), ('end', ''), ('minutes', ''), ('reason', 'reason'), ('channel', 'channel'), ('is_overbooked', 'is overbooked'), ('is_despite_block', 'is despite block'), ('cancelled_at', 'cancelled at'), ('cancelled_by', 'cancelled by'), ('version', 'version')), False)
_V60 = KnownValue(ValueKind.FIELDS, (('practitioner_id', 'practitioner id'), ('practitioner', 'practitioner'), ('start', ''), ('end', ''), ('minutes', '')), False)
_V61 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('name', 'name'), ('rpps', 'RPPS'), ('address', 'address'), ('time_zone', 'time zone'), ('version', 'version')), False)
_V62 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('number', 'number'), ('kind', 'kind'), ('issued_on', 'issued on'), ('state', 'state'), ('patient_id', 'patient id'), ('patient', 'patient'), ('buyer_kind', 'buyer kind'), ('buyer_id', 'buyer id'), ('buyer', 'buyer'), ('total_cents', 'total cents'), ('net_cents', 'net cents'), ('vat_cents', 'VAT cents'), ('paid_cents', 'paid cents'), ('due_cents', 'due cents'), ('credits', 'credits'), ('credited_by', 'credited by')), False)
_V63 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('number', 'number'), ('kind', 'kind'), ('issued_on', 'issued on'), ('state', 'state'), ('patient_id', 'patient id'), ('patient', 'patient'), ('buyer_kind', 'buyer kind'), ('buyer_id', 'buyer id'), ('buyer', 'buyer'), ('total_cents', 'total cents'), ('net_cents', 'net cents'), ('vat_cents', 'VAT cents'), ('paid_cents', 'paid cents'), ('due_cents', 'due cents'), ('credits', 'credits'), ('credited_by', 'credited by'), ('issued_at', 'issued at'), ('issued_by', 'issued by'), ('seller', 'seller'), ('buyer_address', 'buyer address'), ('buyer_siren', 'buyer SIREN'), ('policy_number', 'policy number'), ('authorization_code', 'authorization code'), ('payment_reference', 'payment reference'), ('exemption', 'exemption'), ('reason', 'reason'), ('lines', 'lines'), ('payments', 'payments')), False)
_V64 = KnownValue(ValueKind.CHOICE, (('card', 'card'), ('cash', 'cash'), ('transfer', 'transfer'), ('cheque', 'cheque'), ('third_party', 'third party')), False)
_V65 = KnownValue(ValueKind.CHOICE, (('month', 'month'), ('day', 'day')), False)
_V66 = KnownValue(ValueKind.FIELDS, (('period', 'period'), ('invoices', 'invoices'), ('credit_notes', 'credit notes'), ('invoiced', 'invoiced'), ('credited', 'credited'), ('net', 'net'), ('vat', 'VAT'), ('total', 'total'), ('card', 'card'), ('cash', 'cash'), ('transfer', 'transfer'), ('cheque', 'cheque'), ('third_party', 'third party'), ('received', 'received')), False)
_V67 = KnownValue(ValueKind.LETTER_TEMPLATE, (), False)
_V68 = KnownValue(ValueKind.FIELDS, (('name', 'name'), ('subject', ''), ('origin', 'origin'), ('fields', ''), ('text', '')), False)
_V69 = KnownValue(ValueKind.FIELDS, (('name', 'name'), ('french', ''), ('help', '')), False)
_V70 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('kind', 'kind'), ('name', 'name'), ('title', 'title'), ('first_name', 'first name'), ('last_name', 'last name'), ('company_name', 'company name'), ('phones', 'phones'), ('email', 'e-mail'), ('mssante', 'MSSanté'), ('address', 'address'), ('rpps', 'RPPS'), ('finess', 'FINESS'), ('siren', 'SIREN'), ('siret', 'SIRET'), ('notes', 'notes'), ('version', 'version')), False)
_V71 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('kind', 'kind'), ('name', 'name'), ('title', 'title'), ('first_name', 'first name'), ('last_name', 'last name'), ('company_name', 'company name'), ('phones', 'phones'), ('email', 'e-mail'), ('mssante', 'MSSanté'), ('address', 'address'), ('rpps', 'RPPS'), ('finess', 'FINESS'), ('siren', 'SIREN'), ('siret', 'SIRET'), ('notes', 'notes'), ('version', 'version'), ('patients', 'patients')), False)
_V72 = KnownValue(ValueKind.FIELDS, (('name', 'name'), ('color', 'colour'), ('patients', 'patients')), False)
_V73 = KnownValue(ValueKind.FIELDS, (('batch', 'batch'), ('at', 'at'), ('actor', 'actor'), ('action', 'action'), ('actions', ''), ('patients', 'patients'), ('records', 'records'), ('undone_by', 'undone by'), ('setting', 'setting')), False)
_V74 = KnownValue(ValueKind.FIELDS, (('code', 'code'), ('name', 'name'), ('kind', 'kind'), ('area', 'area'), ('valid_from', 'valid from'), ('valid_until', 'valid until'), ('today', 'today'), ('today_name', 'today name')), False)
_V75 = KnownValue(ValueKind.FIELDS, (('login', 'login'), ('role', 'role'), ('added_at', 'added at'), ('may_delete', 'may delete'), ('may_recover', 'may recover')), False)
_V76 = KnownValue(ValueKind.CHOICE, (('reader', 'reader'), ('secretary', 'secretary'), ('clinician', 'clinician'), ('admin', 'admin')), False)
_V77 = KnownValue(ValueKind.CHOICE, (('delete', 'delete'), ('recover', 'recover')), True)
_V78 = KnownValue(ValueKind.FIELDS, (('name', 'name'), ('value', 'value'), ('origin', 'origin'), ('place', 'place'), ('below', 'below'), ('home', 'home'), ('problem', 'problem')), False)
_V79 = KnownValue(ValueKind.LOGIN, (), False)
_V80 = KnownValue(ValueKind.CHOICE, (('read', 'whatever was read'), ('opened', 'records opened'), ('searched', 'searches'), ('exported', 'lists and exports'), ('revealed', 'NIRs shown'), ('changed', 'changes of the register'), ('administered', 'administration')), True)
_V81 = KnownValue(ValueKind.FIELDS, (('seq', 'seq'), ('at', 'at'), ('actor', 'actor'), ('action', 'action'), ('patient_id', 'patient id'), ('patient', 'patient'), ('batch', 'batch'), ('undoes', 'undoes'), ('record', 'record'), ('changed', 'changed'), ('details', 'details')), False)
_V82 = KnownValue(ValueKind.DIRECTORY, (), False)
_V83 = KnownValue(ValueKind.CHOICE, (('archive', 'to be archived'), ('delete', 'to be deleted')), False)
_V84 = KnownValue(ValueKind.FIELDS, (('id', 'id'), ('full_name', 'full name'), ('birth_date', 'birth date'), ('step', 'step'), ('due_on', 'due on'), ('last_act', 'last act'), ('last_act_on', 'last act on'), ('kept_until', 'kept until'), ('archived_on', 'archived on'), ('deceased_on', 'deceased on')), False)
_V85 = KnownValue(ValueKind.PATIENT, (('new', 'new'),), False)
_V86 = KnownValue(ValueKind.CHOICE, (('answer', ''), ('01', ''), ('02', ''), ('fault', ''), ('unknown-software', ''), ('refuse', ''), ('broken', ''), ('somebody-else', ''), ('slow', ''), ('garbage', ''), ('entities', ''), ('half', ''), ('endless', ''), ('drop', ''), ('drop-once', '')), False)
_O0 = KnownOption(('--store',), "The register: sqlite:///PATH, postgresql://USER@HOST/NAME, or a file's path.", _V0)
_O1 = KnownOption(('--key-file',), 'The key of an encrypted register, in a file that nobody else may read.', _V0)
_O2 = KnownOption(('--lang',), 'The language of messages.', _V1)
_O3 = KnownOption(('--no-input',), 'Never ask a question.', None)
_O4 = KnownOption(('--version',), 'Show the version and stop.', None)
_O5 = KnownOption(('--install-completion',), 'Have the shell this is run in (bash, zsh or fish) complete semble, and stop.', None)
_O6 = KnownOption(('--show-completion',), 'Show what --install-completion gives that shell to run, and stop.', None)
_O7 = KnownOption(('--help',), 'Show this message and exit.', None)
_O8 = KnownOption(('--tags', '--no-tags'), 'Add the tags that practices begin with. Asks on a terminal.', None)
_O9 = KnownOption(('--json',), 'Read a patient document; options win over it.', _V0)
_O10 = KnownOption(('--on-duplicate',), 'What to do about a likely duplicate.', _V2)
_O11 = KnownOption(('--relation',), 'A relation, such as gp:12: type and number.', _V3)
_O12 = KnownOption(('--resume',), 'Go on with what you began to type, within a day.', None)
_O13 = KnownOption(('-f', '--format'), 'How to write the result.', _V4)
_O14 = KnownOption(('--birth-name',), 'The birth name.', _V5)
_O15 = KnownOption(('--first-name',), 'The first birth given name.', _V5)
_O16 = KnownOption(('--given-names',), 'All birth given names, spaces between them.', _V5)
_O17 = KnownOption(('--used-name',), 'The used name, where it differs.', _V5)
_O18 = KnownOption(('--used-first-name',), 'The used given name.', _V5)
_O19 = KnownOption(('--title',), 'The title: Mme, M., Dr ...', _V5)
_O20 = KnownOption(('--sex',), 'The sex: female, male or indeterminate.', _V6)
_O21 = KnownOption(('--birth-date',), 'The birth date: 31/12/1975, 1975-12-31, 12/1975, 1975.', _V5)
_O22 = KnownOption(('--birth-place',), 'The birth place: its INSEE code or name; 99999 where it is not known.', _V7)
_O23 = KnownOption(('--flag',), 'A flag of the identity: homonym, doubtful, fictitious.', _V8)
_O24 = KnownOption(('--nir',), 'The NIR of the insured; - reads it from standard input.', _V5)
_O25 = KnownOption(('--regime',), 'The health insurance regime.', _V5)
_O26 = KnownOption(('--birth-rank',), "The rank of birth on the insured's card.", _V5)
_O27 = KnownOption(('--fund',), 'The code of the health insurance fund.', _V5)
_O28 = KnownOption(('--fund-center',), "The code of the fund's center.", _V5)
_O29 = KnownOption(('--amc',), 'The complementary insurance (AMC).', _V5)
_O30 = KnownOption(('--amc-number',), 'The number of the AMC.', _V5)
_O31 = KnownOption(('--member-number',), 'The member number at the AMC.', _V5)
_O32 = KnownOption(('--phone',), 'A phone: mobile, home, work or other.', _V9)
_O33 = KnownOption(('--email',), 'The e-mail address.', _V0)
_O34 = KnownOption(('--address',), 'The lines of the postal address.', _V5)
_O35 = KnownOption(('--postal-code',), 'The postal code.', _V5)
_O36 = KnownOption(('--city',), 'The city.', _V5)
_O37 = KnownOption(('--country',), 'The country.', _V5)
_O38 = KnownOption(('--occupation',), 'The occupation.', _V5)
_O39 = KnownOption(('--language',), 'The language the patient speaks: fr, ar, kabyle ...', _V10)
_O40 = KnownOption(('--religion',), 'The religion.', _V5)
_O41 = KnownOption(('--comment',), 'Anything else worth knowing.', _V5)
_O42 = KnownOption(('--number',), 'An identification number of your own.', _V11)
_O43 = KnownOption(('--tag',), 'A tag of the practice.', _V12)
_O44 = KnownOption(('--privacy',), "The practice's privacy policy: the patient's answer.", _V13)
_O45 = KnownOption(('--billing-name',), 'Whom invoices are made out to.', _V5)
_O46 = KnownOption(('--billing-address',), 'Where invoices are sent.', _V5)
_O47 = KnownOption(('--payment-reference',), 'The payment reference.', _V5)
_O48 = KnownOption(('--membership',), 'The membership of the practice.', _V5)
_O49 = KnownOption(('--membership-since',), 'When it began.', _V5)
_O50 = KnownOption(('--email-messages', '--no-email-messages'), 'Messages by e-mail: accepted, or refused.', None)
_O51 = KnownOption(('--sms', '--no-sms'), 'Messages by SMS: accepted, or refused.', None)
_O52 = KnownOption(('--promotional', '--no-promotional'), 'News of the practice: accepted, or refused.', None)
_O53 = KnownOption(('--payment-reminders', '--no-payment-reminders'), 'Payment reminders: accepted, or refused.', None)
_O54 = KnownOption(('--mssante-patient', '--no-mssante-patient'), 'MSSanté with the patient: accepted, or refused.', None)
_O55 = KnownOption(('--mssante-pro', '--no-mssante-pro'), 'MSSanté between professionals: accepted, or refused.', None)
_O56 = KnownOption(('--dmp',), 'Documents in the DMP: accepted, refused, or not asked.', _V14)
_O57 = KnownOption(('--dmp-visible',), 'Who sees the documents in the DMP; this needs the consent.', _V15)
_O58 = KnownOption(('--whole',), 'All of it: past treatments and appointments, consultations, documents.', None)
_O59 = KnownOption(('--reveal',), 'Show the NIR in full. This is noted in the journal.', None)
_O60 = KnownOption(('-f', '--format'), 'How to write it: fhir (FR Core) and semble (its API) are JSON, ips the International Patient Summary, hl7 messages of PAM-FR, vcard a card.', _V16)
_O61 = KnownOption(('--fields',), 'Only these fields, in this order.', _V17)
_O62 = KnownOption(('--event',), 'With -f hl7: whether the patient is new to who receives it (A28), or known (A31).', _V18)
_O63 = KnownOption(('--last-name',), 'The birth or used name begins or sounds so.', _V5)
_O64 = KnownOption(('--first-name',), 'A given name begins or sounds so.', _V5)
_O65 = KnownOption(('--birth-date',), 'The birth date.', _V5)
_O66 = KnownOption(('--ins',), 'The whole matricule INS; - reads it from standard input.', _V5)
_O67 = KnownOption(('--phone',), 'A phone, or its last digits.', _V5)
_O68 = KnownOption(('--email',), 'The beginning of the e-mail.', _V0)
_O69 = KnownOption(('--tag',), 'Only patients with this tag.', _V12)
_O70 = KnownOption(('--id',), "The patient's id.", _V19)
_O71 = KnownOption(('--scan',), 'What a scanner types of a label or an INS datamatrix; - reads it from standard input.', _V5)
_O72 = KnownOption(('--rights',), 'Only patients whose health insurance rights are so today.', _V20)
_O73 = KnownOption(('--sort',), 'In this order, from A to Z or from Z to A.', _V21)
_O74 = KnownOption(('--limit',), 'At most this many; 0 for all.', _V5)
_O75 = KnownOption(('--include',), 'Find these patients too.', _V22)
_O76 = KnownOption(('--explain',), 'Say how each patient was found.', None)
_O77 = KnownOption(('--fields',), 'Only these fields, in this order.', _V23)
_O78 = KnownOption(('--status',), 'Only patients with this identity status.', _V24)
_O79 = KnownOption(('--archived',), 'Archived patients too.', None)
_O80 = KnownOption(('-o', '--output'), 'Write the result to this new file.', _V0)
_O81 = KnownOption(('--whole',), 'The whole record, not only what a search shows.', None)
_O82 = KnownOption(('--documents',), 'With -f fhir --whole: the bytes of documents as well.', None)
_O83 = KnownOption(('--editor',), 'Open the record as YAML in $VISUAL or $EDITOR.', None)
_O84 = KnownOption(('--if-version',), 'Only if the record is still this version.', _V5)
_O85 = KnownOption(('--add-phone',), 'One more phone.', _V9)
_O86 = KnownOption(('--remove-phone',), 'Take a phone away: its type or number.', _V25)
_O87 = KnownOption(('--replace-phones',), 'These phones, and no others.', _V9)
_O88 = KnownOption(('--add-number',), 'One more number of your own.', _V11)
_O89 = KnownOption(('--remove-number',), 'Take a number of your own away.', _V11)
_O90 = KnownOption(('--replace-numbers',), 'These numbers, and no others.', _V11)
_O91 = KnownOption(('--add-tag',), 'One more tag.', _V12)
_O92 = KnownOption(('--remove-tag',), 'Take a tag away.', _V12)
_O93 = KnownOption(('--replace-tags',), 'These tags, and no others.', _V12)
_O94 = KnownOption(('--add-flag',), 'One more flag of the identity.', _V8)
_O95 = KnownOption(('--remove-flag',), 'Take a flag of the identity away.', _V8)
_O96 = KnownOption(('--replace-flags',), 'These flags, and no others.', _V8)
_O97 = KnownOption(('--add-given-name',), 'One more birth given name, the last.', _V11)
_O98 = KnownOption(('--remove-given-name',), 'Take a birth given name away.', _V11)
_O99 = KnownOption(('--confirm',), 'The full name, in place of typing it.', _V5)
_O100 = KnownOption(('--reason',), 'Why, for the report of former patients.', _V5)
_O101 = KnownOption(('--reason',), 'Why.', _V5)
_O102 = KnownOption(('--on',), 'The day of the death.', _V5)
_O103 = KnownOption(('--undo',), 'Take back a death that was noted by mistake.', None)
_O104 = KnownOption(('--cancel-appointments', '--keep-appointments'), 'Cancel the appointments that are to come, or keep them.', None)
_O105 = KnownOption(('--reason',), 'Why.', _V26)
_O106 = KnownOption(('--tag',), 'Give this tag as well.', _V12)
_O107 = KnownOption(('--create',), 'Add the tags that the practice has not yet.', None)
_O108 = KnownOption(('--email', '--no-email'), 'Messages by e-mail: accepted, or refused.', None)
_O109 = KnownOption(('--substance',), 'What the patient is allergic to.', _V5)
_O110 = KnownOption(('--severity',), 'How severe it is.', _V27)
_O111 = KnownOption(('--certainty',), 'How certain it is.', _V28)
_O112 = KnownOption(('--reaction',), 'How it showed itself.', _V5)
_O113 = KnownOption(('--on',), 'The day it showed itself.', _V5)
_O114 = KnownOption(('--comment',), 'What else there is to say.', _V5)
_O115 = KnownOption(('--scope',), 'Of which kind no allergy is known.', _V29)
_O116 = KnownOption(('--undo',), 'Take it back: nobody was asked after all.', None)
_O117 = KnownOption(('--fields',), 'Only these fields, in this order.', _V30)
_O118 = KnownOption(('--contact',), 'To this contact: its number or name.', _V31)
_O119 = KnownOption(('--patient',), 'This patient: an id, or the name of one.', _V19)
_O120 = KnownOption(('--new',), 'To a new contact of this name.', _V5)
_O121 = KnownOption(('--type',), 'What the other is to the patient.', _V32)
_O122 = KnownOption(('--label',), 'What a relation of type other is.', _V5)
_O123 = KnownOption(('--since',), 'Its first day.', _V5)
_O124 = KnownOption(('--until',), 'Its last day.', _V5)
_O125 = KnownOption(('--policy',), 'The policy number, of an insurer.', _V5)
_O126 = KnownOption(('--authorisation',), 'The authorisation, of an insurer.', _V5)
_O127 = KnownOption(('--payer', '--no-payer'), 'The other pays.', None)
_O128 = KnownOption(('--notes',), 'Anything else worth knowing.', _V5)
_O129 = KnownOption(('--kind',), 'What the contact is: a person or an organisation.', _V33)
_O130 = KnownOption(('--first-name',), "A person's first name.", _V5)
_O131 = KnownOption(('--fields',), 'Only these fields, in this order.', _V34)
_O132 = KnownOption(('-o', '--output'), 'The new file to write the PDF to; - is standard output.', _V0)
_O133 = KnownOption(('--printer',), "Print it on this printer of CUPS, and wait until it has it; '?' lists them.", _V35)
_O134 = KnownOption(('--search',), 'All whom this search finds, too.', _V5)
_O135 = KnownOption(('--tag',), 'All who have this tag, too.', _V12)
_O136 = KnownOption(('--template',), 'One of labels.templates, or one written out.', _V36)
_O137 = KnownOption(('--fields',), 'These fields, each on a line.', _V37)
_O138 = KnownOption(('--choose',), 'Tick the fields in a list.', None)
_O139 = KnownOption(('--size',), 'One of labels.sizes, or one written out: 57x32, 62 mm.', _V38)
_O140 = KnownOption(('--copies',), 'So many of each.', _V5)
_O141 = KnownOption(('--start',), 'The first free place of a sheet that was begun.', _V5)
_O142 = KnownOption(('--offset',), 'Move all by what labels.offsets has for this printer.', _V39)
_O143 = KnownOption(('--whole',), 'All of it: past treatments, whole consultations and the list of documents too.', None)
_O144 = KnownOption(('--page-language',), 'The language of the pages, whatever yours is.', _V1)
_O145 = KnownOption(('--search',), 'Those whom this search finds.', _V5)
_O146 = KnownOption(('--tag',), 'Those who have this tag.', _V12)
_O147 = KnownOption(('--rights',), 'Those whose health insurance rights are so today.', _V20)
_O148 = KnownOption(('-o', '--output'), 'Write it to this new file, too; - is standard output.', _V0)
_O149 = KnownOption(('--everything',), 'With the history, and what was shared.', None)
_O150 = KnownOption(('--encrypt',), 'With -o: encrypt what is written there, with AES-256.', None)
_O151 = KnownOption(('--passphrase-file',), 'The passphrase is the first line of this file, which you alone may read.', _V0)
_O152 = KnownOption(('--pdf', '--no-pdf'), 'With the pages of each record, to be read by people.', None)
_O153 = KnownOption(('--pdf-a',), 'The level of PDF/A that the pages keep to.', _V40)
_O154 = KnownOption(('--export',), 'The complete export: all that is shared here.', None)
_O155 = KnownOption(('--to',), 'For whom: the patient, a relation by its number or name, an address. May be repeated.', _V11)
_O156 = KnownOption(('--by',), 'By which way.', _V41)
_O157 = KnownOption(('--eml',), 'Write the message to this new file, for your own mail program: nothing is sent.', _V0)
_O158 = KnownOption(('--zip',), 'Seal it as a ZIP file (AES-256) in place of a PDF: fewer programs open it.', None)
_O159 = KnownOption(('--passphrase-fd',), 'The passphrase is the first line that comes through this file descriptor.', _V5)
_O160 = KnownOption(('--override',), "Share it against the patient's answer: why, for the journal.", _V5)
_O161 = KnownOption(('--yes',), 'Do not ask: share it all the same.', None)
_O162 = KnownOption(('--page-language',), 'The language of the pages and of the message, whatever yours is.', _V1)
_O163 = KnownOption(('--document',), 'The traits were checked against this document: CN, PA, CS ...', _V42)
_O164 = KnownOption(('--insi',), 'Search INSi by the traits on record.', None)
_O165 = KnownOption(('--verify',), 'Ask INSi whether matricule and traits go together.', None)
_O166 = KnownOption(('--unlink',), 'Give up the matricule INS.', None)
_O167 = KnownOption(('--take',), 'Take over this field, though it differs.', _V43)
_O168 = KnownOption(('--keep',), 'Keep this field as it is on record.', _V43)
_O169 = KnownOption(('--yes', '-y'), 'Agree to all but differing strict traits and what was typed by hand.', None)
_O170 = KnownOption(('--fields',), 'Only these fields, in this order.', _V44)
_O171 = KnownOption(('--state',), 'Whom the report is about.', _V45)
_O172 = KnownOption(('--fields',), 'Only these fields, in this order.', _V46)
_O173 = KnownOption(('--from-report',), 'A patient report in a file, for a lost ledger.', _V0)
_O174 = KnownOption(('--map',), 'Which field each column of the report holds, in TOML.', _V0)
_O175 = KnownOption(('--id',), 'Only this patient of the report.', _V11)
_O176 = KnownOption(('--all',), 'Every patient of the report who is missing.', None)
_O177 = KnownOption(('--on-duplicate',), 'What to do where a patient created since is likely to be the same person.', _V47)
_O178 = KnownOption(('--dry-run',), 'Run to the end, and write nothing.', None)
_O179 = KnownOption(('--template',), 'Write an empty table to fill in to this new XLSX or CSV file, and read nothing.', _V36)
_O180 = KnownOption(('--map',), 'Which field each column holds, in TOML.', _V0)
_O181 = KnownOption(('--map-template',), 'Print a map to edit, and read no patients.', None)
_O182 = KnownOption(('--on-duplicate',), 'What to do with a row whose patient is already in the register.', _V48)
_O183 = KnownOption(('--accept-incomplete',), 'Store an unknown sex as I, an unknown birth place as 99999, and tag the patient.', None)
_O184 = KnownOption(('--drop-bad-cells',), 'Take a row without what cannot be taken in its optional fields, and tell it.', None)
_O185 = KnownOption(('--create-tags',), 'Add the tags that the register does not have.', None)
_O186 = KnownOption(('--strict',), 'Take nothing if one row cannot be taken.', None)
_O187 = KnownOption(('--commit-every',), 'For huge files: commit every N rows; 0 for all at once.', _V5)
_O188 = KnownOption(('--resume',), 'Go on where --commit-every was interrupted in this file.', None)
_O189 = KnownOption(('--rejects',), 'Write the rejected rows and the reasons to this new file, or out (-).', _V0)
_O190 = KnownOption(('--report',), 'Write what was done to this new JSON or HTML file.', _V0)
_O191 = KnownOption(('--encoding',), "The file's encoding, such as cp1252.", _V5)
_O192 = KnownOption(('--delimiter',), 'What stands between the cells.', _V5)
_O193 = KnownOption(('--header-line',), 'The line that names the columns.', _V5)
_O194 = KnownOption(('--date-format',), 'How dates are written, such as MM/DD/YYYY.', _V5)
_O195 = KnownOption(('--null',), 'A text that stands for nothing.', _V11)
_O196 = KnownOption(('--section',), 'A section, such as Motif=Toux; as often as there are sections.', _V49)
_O197 = KnownOption(('--title',), 'What stands above the note.', _V5)
_O198 = KnownOption(('--on',), 'When it was held: a day, or a day and a time.', _V5)
_O199 = KnownOption(('--editor',), 'Open the note as a text in $VISUAL or $EDITOR.', None)
_O200 = KnownOption(('--fields',), 'Only these fields, in this order.', _V50)
_O201 = KnownOption(('--fields',), 'Only these fields, in this order.', _V51)
_O202 = KnownOption(('--drug',), 'The drug, as it is prescribed.', _V5)
_O203 = KnownOption(('--dose',), 'How much at a time.', _V5)
_O204 = KnownOption(('--route',), 'How it is given: by mouth, under the skin ...', _V5)
_O205 = KnownOption(('--frequency',), 'How often.', _V5)
_O206 = KnownOption(('--from',), 'The first day.', _V5)
_O207 = KnownOption(('--until',), 'The last day.', _V5)
_O208 = KnownOption(('--prescriber',), 'Who prescribed it.', _V5)
_O209 = KnownOption(('--comment',), 'Anything else, in several lines if need be.', _V5)
_O210 = KnownOption(('--fields',), 'Only these fields, in this order.', _V52)
_O211 = KnownOption(('--not-stopped',), 'It was not stopped.', None)
_O212 = KnownOption(('--on',), 'The day it was stopped.', _V5)
_O213 = KnownOption(('--reason',), 'Why.', _V53)
_O214 = KnownOption(('--title',), 'What the document is called.', _V5)
_O215 = KnownOption(('--kind',), 'What it is.', _V54)
_O216 = KnownOption(('--on',), 'The day that stands on it.', _V5)
_O217 = KnownOption(('--fields',), 'Only these fields, in this order.', _V55)
_O218 = KnownOption(('-o', '--output'), 'The new file to write it to; - is standard output.', _V0)
_O219 = KnownOption(('--resend',), 'Send this share again, by its number in semble document shares.', _V5)
_O220 = KnownOption(('--page-language',), 'The language of the message, whatever yours is.', _V1)
_O221 = KnownOption(('--fields',), 'Only these fields, in this order.', _V56)
_O222 = KnownOption(('--for-good',), 'Erase it, and what the journal tells of it. Admins only.', None)
_O223 = KnownOption(('--reason',), 'With --for-good: why it is erased.', _V5)
_O224 = KnownOption(('--start',), 'When it begins, as clocks at the practice show it: 2027-01-04T09:00.', _V5)
_O225 = KnownOption(('--minutes',), 'How long it lasts, in minutes.', _V5)
_O226 = KnownOption(('--practitioner',), 'With whom: the beginning of a name, or the number.', _V5)
_O227 = KnownOption(('--reason',), 'Why the patient comes.', _V5)
_O228 = KnownOption(('--channel',), 'Who makes it: the desk, or the patient online.', _V57)
_O229 = KnownOption(('--fold',), 'Which hour, where clocks go back and one comes twice.', _V58)
_O230 = KnownOption(('--overbook',), 'Although the time is taken. The journal tells it.', None)
_O231 = KnownOption(('--day',), 'That day alone, as without.', None)
_O232 = KnownOption(('--week',), 'The week, from Monday on.', None)
_O233 = KnownOption(('--cancelled',), 'Those that were cancelled, too.', None)
_O234 = KnownOption(('--fields',), 'Only these fields, in this order.', _V59)
_O235 = KnownOption(('--from',), 'From this day on.', _V5)
_O236 = KnownOption(('--fields',), 'Only these fields, in this order.', _V60)
_O237 = KnownOption(('--with-names',), "With patients' names and reasons. The journal notes this.", None)
_O238 = KnownOption(('--name',), 'The name, as patients know it: Dr Alix ROUSSEL.', _V5)
_O239 = KnownOption(('--rpps',), 'The RPPS number of a health professional.', _V5)
_O240 = KnownOption(('--address',), 'The address, where it is another.', _V5)
_O241 = KnownOption(('--time-zone',), 'The time zone, where it is another.', _V5)
_O242 = KnownOption(('--fields',), 'Only these fields, in this order.', _V61)
_O243 = KnownOption(('--line',), 'What for, and how much, VAT included: Consultation=26,50. May be repeated.', _V11)
_O244 = KnownOption(('--payer',), "Who pays in the patient's place: an insurer, or a relation that pays, by its number or the beginning of the name.", _V5)
_O245 = KnownOption(('--vat',), 'The rate of VAT, for acts that are not exempt: 20.', _V5)
_O246 = KnownOption(('--factur-x',), 'Have the PDF read by other programs too, as Factur-X BASIC.', None)
_O247 = KnownOption(('--unpaid',), 'Those alone on which something is due.', None)
_O248 = KnownOption(('--to',), 'Until this day.', _V5)
_O249 = KnownOption(('--takings',), 'What came in on that day, by means of payment, instead.', _V5)
_O250 = KnownOption(('--fields',), 'Only these fields, in this order.', _V62)
_O251 = KnownOption(('--fields',), 'Only these fields, in this order.', _V63)
_O252 = KnownOption(('--amount',), 'How much, in euros: 20, 23,50.', _V5)
_O253 = KnownOption(('--on',), 'The day it was paid.', _V5)
_O254 = KnownOption(('--by',), 'How it was paid.', _V64)
_O255 = KnownOption(('--reason',), 'Why it is taken back.', _V5)
_O256 = KnownOption(('--by',), 'For each month, or each day.', _V65)
_O257 = KnownOption(('--fields',), 'Only these fields, in this order.', _V66)
_O258 = KnownOption(('--to',), 'To whom: the patient, or a relation by its number, the beginning of the name, or what it is: gp, school.', _V5)
_O259 = KnownOption(('--template',), 'A template by its name, a file in Markdown or a plain .txt, or - for standard input.', _V67)
_O260 = KnownOption(('--subject',), "The subject, in place of the template's.", _V5)
_O261 = KnownOption(('--title',), 'What it is called among the documents.', _V5)
_O262 = KnownOption(('--edit',), 'Open the template in your editor before.', None)
_O263 = KnownOption(('--search',), 'One for each whom this search finds.', _V5)
_O264 = KnownOption(('--tag',), 'One for each who has this tag.', _V12)
_O265 = KnownOption(('--care',), 'It is part of their care: also to who refused messages of the practice.', None)
_O266 = KnownOption(('--dry-run',), 'Say for whom there would be one, and write nothing.', None)
_O267 = KnownOption(('--yes',), 'Write it without asking.', None)
_O268 = KnownOption(('--fields',), 'Only these fields, in this order.', _V68)
_O269 = KnownOption(('--fields',), 'Only these fields, in this order.', _V69)
_O270 = KnownOption(('--name',), "A person's last name, or an organisation's name.", _V5)
_O271 = KnownOption(('--title',), "A person's title: Mme, M., Dr ...", _V5)
_O272 = KnownOption(('--company',), 'The company a person is at.', _V5)
_O273 = KnownOption(('--mssante',), 'The MSSanté address.', _V0)
_O274 = KnownOption(('--finess',), 'The FINESS number of an establishment.', _V5)
_O275 = KnownOption(('--siren',), 'The SIREN number of a company.', _V5)
_O276 = KnownOption(('--siret',), 'The SIRET number of an establishment.', _V5)
_O277 = KnownOption(('--kind',), 'Only persons, or only organisations.', _V33)
_O278 = KnownOption(('--fields',), 'Only these fields, in this order.', _V70)
_O279 = KnownOption(('--fields',), 'Only these fields, in this order.', _V71)
_O280 = KnownOption(('--fields',), 'Only these fields, in this order.', _V72)
_O281 = KnownOption(('--color',), 'Its colour, such as #3366cc.', _V5)
_O282 = KnownOption(('--list',), 'List the last commands and their numbers.', None)
_O283 = KnownOption(('--force',), 'For an import, also take back what was changed since.', None)
_O284 = KnownOption(('--limit',), 'List at most this many; 0 for all.', _V5)
_O285 = KnownOption(('--fields',), 'Only these fields, in this order.', _V73)
_O286 = KnownOption(('--fields',), 'Only these fields, in this order.', _V74)
_O287 = KnownOption(('--head',), 'A head of the journal that was noted down before.', _V5)
_O288 = KnownOption(('--keep',), 'Of the backups of this register in the directory, keep the last ones only.', _V5)
_O289 = KnownOption(('--to',), 'Where the new register is made: a path, or a new database of Postgres.', _V0)
_O290 = KnownOption(('--dry-run',), 'Only check, and say what would be missing.', None)
_O291 = KnownOption(('--new-key-file',), 'The key in this file; a new file is made, with a key that is drawn.', _V0)
_O292 = KnownOption(('--new-key-fd',), 'The key that comes through this file descriptor.', _V5)
_O293 = KnownOption(('--new-key-ring',), "A key that is drawn, kept in the system's key ring.", None)
_O294 = KnownOption(('--yes', '-y'), 'Agree to what is said, unasked.', None)
_O295 = KnownOption(('--older-than',), 'Deleted at least this long ago, such as 90d, 6m or 5y, or before this day.', _V5)
_O296 = KnownOption(('--confirm',), 'Their number, instead of typing it.', _V5)
_O297 = KnownOption(('--fields',), 'Only these fields, in this order.', _V75)
_O298 = KnownOption(('--role',), 'What the user may do.', _V76)
_O299 = KnownOption(('--may',), 'A right beside the role secretary or clinician, given.', _V77)
_O300 = KnownOption(('--role',), 'What the user may do; else it stays.', _V76)
_O301 = KnownOption(('--may-not',), 'A right beside the role, taken away.', _V77)
_O302 = KnownOption(('--fields',), 'Only these fields, in this order.', _V78)
_O303 = KnownOption(('--mine',), "In your own file, also where it is a setting of the practice's.", None)
_O304 = KnownOption(('--user',), 'Only what this user did.', _V79)
_O305 = KnownOption(('--from',), 'Only from this day on.', _V5)
_O306 = KnownOption(('--to',), 'Only up to this day.', _V5)
_O307 = KnownOption(('--kind',), 'Only events of this kind.', _V80)
_O308 = KnownOption(('--before',), 'Only what came before this event, to go on.', _V5)
_O309 = KnownOption(('--fields',), 'Only these fields, in this order.', _V81)
_O310 = KnownOption(('-o', '--output'), 'A new or empty directory, or one in which the same export goes on.', _V82)
_O311 = KnownOption(('--everything',), 'With the history of each record.', None)
_O312 = KnownOption(('--encrypt',), 'Encrypt each archive, with AES-256.', None)
_O313 = KnownOption(('--step',), 'Only what is due for this.', _V83)
_O314 = KnownOption(('--fields',), 'Only these fields, in this order.', _V84)
_O315 = KnownOption(('--reader',), 'The reader: its name, or a part of it.', _V5)
_O316 = KnownOption(('--from',), 'What billing software read from the card (SSV or DVF-lire, in JSON).', _V0)
_O317 = KnownOption(('--beneficiary',), 'Which person on the card; 1 is the holder.', _V5)
_O318 = KnownOption(('--wait',), 'Wait this long for a reader and a card, or for the program at a URL.', _V5)
_O319 = KnownOption(('--adri', '--no-adri'), 'Ask ADRi for rights.', None)
_O320 = KnownOption(('--insi', '--no-insi'), 'Ask INSi for the identity.', None)
_O321 = KnownOption(('--patient',), 'Whose record it is, where several may be.', _V85)
_O322 = KnownOption(('--behaviour',), 'What to do with every question.', _V86)
_O323 = KnownOption(('--delay',), 'How slow to be, when told to be slow.', _V5)
_O324 = KnownOption(('--card',), 'Put this card into the virtual reader (vpcd).', _V5)
_O325 = KnownOption(('--directory',), 'Where to write certificates and settings.', _V82)
_O326 = KnownOption(('--port',), 'The port; 0 is any that is free.', _V5)
_O327 = KnownOption(('--reader-port',), 'The port of the virtual reader.', _V5)
_O328 = KnownOption(('--offline',), 'Send nothing, and so compare no clocks.', None)
_O329 = KnownOption(('--tag',), 'Ask about those who bear this tag.', _V12)
_O330 = KnownOption(('--all',), 'Ask about everybody.', None)
_O331 = KnownOption(('--older-than',), 'Only those not asked about for this long; 0 for those not asked about today.', _V5)
_O332 = KnownOption(('--pause',), 'Wait this long between two questions.', _V5)
_O333 = KnownOption(('--dry-run',), 'Say who would be asked about, and stop.', None)
_O334 = KnownOption(('--once',), 'Read what is in the folder now, and stop.', None)
_O335 = KnownOption(('--patients',), 'How many patients.', _V5)
_O336 = KnownOption(('--seed',), 'Another seed makes other patients, the same one the same.', _V5)
_O337 = KnownOption(('-o', '--output'), 'Write them to this CSV file.', _V0)
_O338 = KnownOption(('--load',), 'Load them into the register, which must be empty.', None)
COMMANDS = {
    'semble': KnownCommand({'init': 'Create a register. Who creates it is its admin.', 'patient': 'Create, find, change and delete patients.', 'consultation': 'Write, read, change and delete notes of consultations.', 'treatment': 'Note, list, change, stop and delete the treatments of patients.', 'document': 'Keep documents with patients: add, list, hand out, print, share, move and delete them.', 'appointment': 'Make, list, move and cancel appointments; what is free; calendars.', 'practitioner': 'Add, list and change practitioners, whom patients have appointments with.', 'invoice': 'Issue invoices and credit notes, note payments, tell the accountant.', 'letter': 'Write letters to patients and to whom they have relations with, from templates.', 'contact': 'Add, find, change and delete contacts: relatives, doctors, insurers, schools.', 'tag': "Add, rename, colour and delete the practice's tags.", 'undo': 'Take a command back, whole or not at all. Without a number, the last one of yours.', 'redo': 'Do again the last command that you took back, until you write something new.', 'place': 'Find a birth place: a French commune, of today or before, or a country.', 'store': 'Look at, upgrade, check, back up and encrypt the register.', 'user': 'Say who may use the register, and as what.', 'config': "Show, set and unset the settings: your own, and the practice's.", 'audit': 'Tell who did what and who read what, and verify the journal.', 'export': 'Export a whole practice, and check exports.', 'retention': "Say which records are past the practice's delays. Nothing is changed.", 'vitale': 'Read cartes Vitale, and bring patients up to date from them.', 'adri': "Ask the health insurance's teleservices: ADRi for rights, INSi for identities.", 'identity': 'Take identities from the program of the practice that holds INSi.', 'demo': 'Make fictitious French patients, as CSV for patient import, or straight into a register.', 'help': 'Explain a command, or a topic: exit-codes, settings.'}, (), (_O0, _O1, _O2, _O3, _O4, _O5, _O6, _O7, )),
    'semble init': KnownCommand({}, (), (_O8, _O7, )),
    'semble patient': KnownCommand({'add': 'Create a patient. What is missing is asked for when a person is there.', 'show': 'Show a patient: alerts first, then the record and what stands around it.', 'search': 'Find patients, the best match first. Accents, case and hyphens do not count.', 'list': 'List all patients, from A to Z by birth name unless another order is asked for.', 'edit': 'Change a patient. An option given as an empty text clears its field.', 'delete': 'Delete a patient and all that hangs on the record, for good.', 'block': 'Block a patient: the practice makes no appointment for them any more.', 'unblock': 'Let appointments be made for a patient again.', 'deceased': 'Note the day a patient died. On a terminal, it is asked for where it is missing.', 'archive': 'Take a patient out of searches and lists. Nothing of the record is lost.', 'unarchive': 'Bring a patient back into searches and lists.', 'tag': 'Give tags to a patient: tags of the practice, or new ones with --create.', 'untag': 'Take tags from a patient.', 'prefs': 'Show or change how a patient wants to be written to, and the consents.', 'allergy': 'Note allergies, or that none is known.', 'relate': 'Say who is what to a patient: a GP, a guardian, an insurer, a school. What is missing is asked for on a terminal.', 'relations': "List a patient's relations, those that stand in the records of other patients among them.", 'relation': 'Change a relation of a patient.', 'unrelate': 'Remove a relation that was noted by mistake. One that has ended gets a last day instead: semble patient relation edit.', 'print': 'Print labels, summaries, current treatments and lists.', 'export': "Export a complete record: one archive (ZIP), which is kept among the patient's documents.", 'share': "Share the complete export of a record, by e-mail: it is made, kept among the patient's documents, and sent sealed.", 'identity': 'Show how sure an identity is, or make it surer.', 'history': 'Show who did what to a patient and when, the oldest first; of deleted patients too.', 'report-event': 'Report an adverse event: open the public page in the browser, and note that it was done.', 'report': 'Report on all patients, present and former: who deleted whom, when and why.', 'recover': 'Bring deleted patients back, with their ids, identity, contact data and tags.', 'import': 'Bring files of patients into the register, each whole or not at all.'}, (), (_O7, )),
    'semble patient add': KnownCommand({}, (), (_O9, _O10, _O11, _O12, _O13, _O14, _O15, _O16, _O17, _O18, _O19, _O20, _O21, _O22, _O23, _O24, _O25, _O26, _O27, _O28, _O29, _O30, _O31, _O32, _O33, _O34, _O35, _O36, _O37, _O38, _O39, _O40, _O41, _O42, _O43, _O44, _O45, _O46, _O47, _O48, _O49, _O50, _O51, _O52, _O53, _O54, _O55, _O56, _O57, _O7, )),
    'semble patient show': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O58, _O59, _O60, _O61, _O62, _O7, )),
    'semble patient search': KnownCommand({}, (KnownValue(ValueKind.FREE, (), True), ), (_O63, _O64, _O65, _O66, _O67, _O68, _O69, _O70, _O71, _O72, _O73, _O74, _O75, _O76, _O13, _O77, _O7, )),
    'semble patient list': KnownCommand({}, (), (_O73, _O69, _O78, _O74, _O79, _O60, _O77, _O80, _O81, _O82, _O62, _O59, _O7, )),
    'semble patient edit': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O83, _O9, _O84, _O13, _O14, _O15, _O16, _O17, _O18, _O19, _O20, _O21, _O22, _O23, _O24, _O25, _O26, _O27, _O28, _O29, _O30, _O31, _O32, _O33, _O34, _O35, _O36, _O37, _O38, _O39, _O40, _O41, _O42, _O43, _O44, _O45, _O46, _O47, _O48, _O49, _O50, _O51, _O52, _O53, _O54, _O55, _O56, _O57, _O85, _O86, _O87, _O88, _O89, _O90, _O91, _O92, _O93, _O94, _O95, _O96, _O97, _O98, _O7, )),
    'semble patient delete': KnownCommand({}, (KnownValue(ValueKind.EXACT, (), False), ), (_O99, _O100, _O7, )),
    'semble patient block': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O101, _O7, )),
    'semble patient unblock': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O7, )),
    'semble patient deceased': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O102, _O103, _O104, _O7, )),
    'semble patient archive': KnownCommand({}, (KnownValue(ValueKind.PRESENT, (), False), ), (_O105, _O106, _O7, )),
    'semble patient unarchive': KnownCommand({}, (KnownValue(ValueKind.ARCHIVED, (), False), ), (_O7, )),
    'semble patient tag': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), KnownValue(ValueKind.TAG, (), True), ), (_O107, _O7, )),
    'semble patient untag': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), KnownValue(ValueKind.TAG, (), True), ), (_O7, )),
    'semble patient prefs': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O13, _O108, _O51, _O52, _O53, _O54, _O55, _O56, _O57, _O44, _O7, )),
    'semble patient allergy': KnownCommand({'add': 'Note an allergy: unconfirmed, unless it is said how certain it is.', 'none': 'Note that no allergy is known: who said so, and when. Whoever was not asked is in neither list.', 'list': 'List the allergies of a patient, refuted ones too, and say if none is known or nobody asked.', 'edit': 'Change an allergy. An option given as an empty text clears its field.', 'confirm': 'Confirm an allergy that was noted as told by the patient: this makes the consultation that tells of it.', 'remove': 'Remove an allergy that was noted by mistake, and the section that tells of it.'}, (), (_O7, )),
    'semble patient allergy add': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O109, _O110, _O111, _O112, _O113, _O114, _O13, _O7, )),
    'semble patient allergy none': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O115, _O116, _O13, _O7, )),
    'semble patient allergy list': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O13, _O117, _O7, )),
    'semble patient allergy edit': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), KnownValue(ValueKind.FREE, (), False), ), (_O109, _O110, _O111, _O112, _O113, _O114, _O13, _O7, )),
    'semble patient allergy confirm': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), KnownValue(ValueKind.FREE, (), False), ), (_O110, _O112, _O113, _O114, _O13, _O7, )),
    'semble patient allergy remove': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), KnownValue(ValueKind.FREE, (), False), ), (_O13, _O7, )),
    'semble patient relate': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O118, _O119, _O120, _O13, _O121, _O122, _O123, _O124, _O125, _O126, _O127, _O128, _O129, _O130, _O32, _O7, )),
    'semble patient relations': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O13, _O131, _O7, )),
    'semble patient relation': KnownCommand({'edit': 'Change a relation. An option given as an empty text clears its field.'}, (), (_O7, )),
    'semble patient relation edit': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), KnownValue(ValueKind.FREE, (), False), ), (_O13, _O121, _O122, _O123, _O124, _O125, _O126, _O127, _O128, _O7, )),
    'semble patient unrelate': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), KnownValue(ValueKind.FREE, (), False), ), (_O13, _O7, )),
    'semble patient print': KnownCommand({'label': 'Print labels on a printer, or make a PDF of them in their true size: print that at 100 %.', 'summary': 'Print the summary of a record, or make it as a PDF to be kept (PDF/A).', 'treatments': 'Print the current treatments, or make a PDF of them to be kept (PDF/A): the allergies first.', 'list': 'Print a list of patients, or make a PDF of it (PDF/A): name, birth, phones and rights.'}, (), (_O7, )),
    'semble patient print label': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), True), ), (_O132, _O133, _O134, _O135, _O136, _O137, _O138, _O139, _O140, _O141, _O142, _O7, )),
    'semble patient print summary': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), True), ), (_O132, _O133, _O143, _O144, _O59, _O7, )),
    'semble patient print treatments': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), True), ), (_O132, _O133, _O144, _O7, )),
    'semble patient print list': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), True), ), (_O132, _O133, _O145, _O146, _O147, _O144, _O7, )),
    'semble patient export': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O148, _O149, _O150, _O151, _O152, _O153, _O144, _O59, _O13, _O7, )),
    'semble patient share': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O154, _O155, _O156, _O149, _O59, _O157, _O158, _O151, _O159, _O160, _O161, _O162, _O13, _O7, )),
    'semble patient identity': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O163, _O164, _O165, _O166, _O167, _O168, _O169, _O13, _O7, )),
    'semble patient history': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O13, _O170, _O7, )),
    'semble patient report-event': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O13, _O7, )),
    'semble patient report': KnownCommand({}, (), (_O171, _O13, _O172, _O80, _O7, )),
    'semble patient recover': KnownCommand({}, (KnownValue(ValueKind.FORMER, (), True), ), (_O173, _O174, _O175, _O176, _O177, _O178, _O13, _O7, )),
    'semble patient import': KnownCommand({}, (KnownValue(ValueKind.FILE, (), True), ), (_O179, _O180, _O181, _O182, _O183, _O184, _O185, _O186, _O178, _O187, _O188, _O189, _O190, _O191, _O192, _O193, _O194, _O195, _O13, _O7, )),
    'semble consultation': KnownCommand({'add': 'Write a note of a consultation, made of sections that each have a keyword.', 'list': 'List the consultations of a patient, the last first.', 'show': 'Show a note with all its sections.', 'edit': 'Change a note: --section takes the place of the section of its keyword, or is added; without a text it takes that section away, and with it the allergy that it tells of.', 'delete': 'Delete a note, and with it the allergies that it tells of.', 'keyword': "List the keywords of sections; add and delete the practice's own."}, (), (_O7, )),
    'semble consultation add': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O196, _O197, _O198, _O199, _O13, _O7, )),
    'semble consultation list': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O13, _O200, _O7, )),
    'semble consultation show': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O13, _O200, _O7, )),
    'semble consultation edit': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O196, _O197, _O198, _O199, _O84, _O13, _O7, )),
    'semble consultation delete': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O84, _O13, _O7, )),
    'semble consultation keyword': KnownCommand({'list': "List the keywords that sections may have; those of the practice's own have a number.", 'add': "Add a keyword of the practice's own.", 'delete': "Delete a keyword of the practice's own. Sections that bear it keep it."}, (), (_O7, )),
    'semble consultation keyword list': KnownCommand({}, (), (_O13, _O201, _O7, )),
    'semble consultation keyword add': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O13, _O7, )),
    'semble consultation keyword delete': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O13, _O7, )),
    'semble treatment': KnownCommand({'add': 'Note a treatment of a patient. On a terminal, what is missing is asked for.', 'list': 'List the treatments of a patient: the current ones, those to come, and those of the past.', 'edit': 'Change a treatment. An option given as an empty text clears its field.', 'stop': 'Stop a treatment, and say why. On a terminal, the reason is asked for where it is missing.', 'delete': 'Delete a treatment that was noted by mistake; one that ended is stopped, and stays.'}, (), (_O7, )),
    'semble treatment add': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O13, _O202, _O203, _O204, _O205, _O206, _O207, _O208, _O209, _O7, )),
    'semble treatment list': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O13, _O210, _O7, )),
    'semble treatment edit': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O211, _O84, _O13, _O202, _O203, _O204, _O205, _O206, _O207, _O208, _O209, _O7, )),
    'semble treatment stop': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O212, _O213, _O13, _O7, )),
    'semble treatment delete': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O13, _O7, )),
    'semble document': KnownCommand({'add': 'Keep a file with a patient: its bytes go into the register, in one transaction.', 'list': 'List the documents of a patient, in the order in which they were added.', 'show': 'Show what is known of a document; semble document get hands it out.', 'get': 'Hand out a document, byte for byte as it was added.', 'print': 'Print documents, each as it was added, and wait until the printer has it.', 'share': 'Share documents of a patient. The number of the share is printed, or what became of it for each recipient with --format json.', 'shares': 'List what was shared of a patient, the first first, and what became of it for each recipient.', 'edit': 'Change the title, the kind or the day of a document; an empty --on takes the day away.', 'move': 'Move a document that was filed with the wrong patient. Both histories tell it.', 'delete': 'Delete a document: nobody is shown it any more, and semble undo brings it back.'}, (), (_O7, )),
    'semble document add': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), KnownValue(ValueKind.FILE, (), False), ), (_O214, _O215, _O216, _O13, _O7, )),
    'semble document list': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O13, _O217, _O7, )),
    'semble document show': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O13, _O217, _O7, )),
    'semble document get': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O218, _O7, )),
    'semble document print': KnownCommand({}, (KnownValue(ValueKind.FREE, (), True), ), (_O133, _O140, _O7, )),
    'semble document share': KnownCommand({}, (KnownValue(ValueKind.FREE, (), True), ), (_O155, _O156, _O157, _O158, _O151, _O159, _O160, _O219, _O161, _O220, _O13, _O7, )),
    'semble document shares': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O13, _O221, _O7, )),
    'semble document edit': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O214, _O215, _O216, _O13, _O7, )),
    'semble document move': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), KnownValue(ValueKind.PATIENT, (), False), ), (_O13, _O7, )),
    'semble document delete': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O222, _O223, _O13, _O7, )),
    'semble appointment': KnownCommand({'add': 'Make an appointment. The number is printed, or the whole document with --format json.', 'list': "List appointments: today's, those of a day or a week, or with --patient all that are to come.", 'move': 'Have an appointment at another time, for longer or shorter, or with somebody else.', 'cancel': 'Cancel an appointment. It stays on record, and its time is free.', 'free': 'Tell when a practitioner is free next, within opening hours, within a year.', 'calendar': "Write a practitioner's appointments as iCalendar, for a phone or another program."}, (), (_O7, )),
    'semble appointment add': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O224, _O225, _O226, _O227, _O228, _O229, _O230, _O13, _O7, )),
    'semble appointment list': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O231, _O232, _O226, _O119, _O233, _O13, _O234, _O7, )),
    'semble appointment move': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O224, _O225, _O226, _O228, _O229, _O230, _O13, _O7, )),
    'semble appointment cancel': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O13, _O7, )),
    'semble appointment free': KnownCommand({}, (), (_O226, _O225, _O235, _O74, _O13, _O236, _O7, )),
    'semble appointment calendar': KnownCommand({}, (), (_O226, _O235, _O237, _O80, _O7, )),
    'semble practitioner': KnownCommand({'add': 'Add a practitioner. On a terminal, the name is asked for where it is missing.', 'list': 'List the practitioners, or those whose names begin so.', 'edit': 'Change a practitioner. An option given as an empty text clears its field.'}, (), (_O7, )),
    'semble practitioner add': KnownCommand({}, (), (_O13, _O238, _O239, _O240, _O241, _O7, )),
    'semble practitioner list': KnownCommand({}, (KnownValue(ValueKind.FREE, (), True), ), (_O13, _O242, _O7, )),
    'semble practitioner edit': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O84, _O13, _O238, _O239, _O240, _O241, _O7, )),
    'semble invoice': KnownCommand({'create': 'Issue an invoice. The number is printed, or the whole document with --format json.', 'list': 'List invoices and credit notes in the order in which they were issued, and how they stand.', 'show': 'Show an invoice or a credit note: what is frozen on it, what was paid, what is due.', 'get': 'Print the page of an invoice or a credit note, or write it to a file, byte for byte as it was issued.', 'pay': 'Note a payment on an invoice, or on a credit note what was given back.', 'credit': 'Take an invoice back, all of it, by a credit note of a series of its own.', 'totals': 'Tell what was invoiced, taken back and paid, a line for each month, in euros.'}, (), (_O7, )),
    'semble invoice create': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O243, _O244, _O245, _O246, _O13, _O7, )),
    'semble invoice list': KnownCommand({}, (), (_O247, _O119, _O235, _O248, _O249, _O13, _O250, _O7, )),
    'semble invoice show': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O13, _O251, _O7, )),
    'semble invoice get': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O132, _O133, _O7, )),
    'semble invoice pay': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O252, _O253, _O254, _O13, _O7, )),
    'semble invoice credit': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O255, _O246, _O13, _O7, )),
    'semble invoice totals': KnownCommand({}, (), (_O235, _O248, _O256, _O80, _O13, _O257, _O7, )),
    'semble letter': KnownCommand({'write': "Write a letter on the practice's letterhead. It is kept among the patient's documents, as PDF/A; semble undo takes it back.", 'templates': 'List the templates of letters, or print the text of one, to be changed and kept.', 'fields': 'List the fields that a template may name in double braces, in English or in French.', 'keep': "Keep a text as a template of the practice's, in place of one of the same name. Admins do."}, (), (_O7, )),
    'semble letter write': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O258, _O259, _O260, _O261, _O262, _O132, _O133, _O263, _O264, _O265, _O266, _O267, _O13, _O7, )),
    'semble letter templates': KnownCommand({}, (KnownValue(ValueKind.LETTER_TEMPLATE, (), False), ), (_O13, _O268, _O7, )),
    'semble letter fields': KnownCommand({}, (), (_O13, _O269, _O7, )),
    'semble letter keep': KnownCommand({}, (KnownValue(ValueKind.LETTER_TEMPLATE, (), False), KnownValue(ValueKind.FILE, (), False), ), (_O7, )),
    'semble contact': KnownCommand({'add': 'Add a contact: a person or an organisation. What is missing is asked for on a terminal.', 'search': 'Find contacts by the beginnings of their names, or by a number; all of them without a word.', 'show': 'Show a contact, and the patients who have a relation to it.', 'edit': 'Change a contact. An option given as an empty text clears its field.', 'delete': 'Delete a contact. Relations to it keep its name, marked as deleted.', 'merge': 'Make one of two contacts: the first stays, and takes over what it has not of the second.', 'export': 'Write contacts as vCards, for an address book. Without --patient, nothing of any patient is in them.', 'import': 'Add the contacts of vCards. Who is a contact already is left as it is.'}, (), (_O7, )),
    'semble contact add': KnownCommand({}, (), (_O13, _O129, _O270, _O130, _O271, _O272, _O32, _O33, _O273, _O34, _O35, _O36, _O37, _O239, _O274, _O275, _O276, _O128, _O7, )),
    'semble contact search': KnownCommand({}, (KnownValue(ValueKind.FREE, (), True), ), (_O277, _O74, _O13, _O278, _O7, )),
    'semble contact show': KnownCommand({}, (KnownValue(ValueKind.CONTACT, (), False), ), (_O13, _O279, _O7, )),
    'semble contact edit': KnownCommand({}, (KnownValue(ValueKind.CONTACT, (), False), ), (_O84, _O13, _O129, _O270, _O130, _O271, _O272, _O32, _O33, _O273, _O34, _O35, _O36, _O37, _O239, _O274, _O275, _O276, _O128, _O7, )),
    'semble contact delete': KnownCommand({}, (KnownValue(ValueKind.CONTACT, (), False), ), (_O13, _O7, )),
    'semble contact merge': KnownCommand({}, (KnownValue(ValueKind.CONTACT, (), False), KnownValue(ValueKind.CONTACT, (), False), ), (_O13, _O7, )),
    'semble contact export': KnownCommand({}, (), (_O119, _O80, _O7, )),
    'semble contact import': KnownCommand({}, (KnownValue(ValueKind.FILE, (), False), ), (_O119, _O7, )),
    'semble tag': KnownCommand({'list': 'List the tags, their colours, and how many patients bear each.', 'add': 'Add a tag.', 'rename': 'Rename a tag, change its colour, or both. The patients that bear it keep it.', 'delete': 'Delete a tag, taking it from the patients that bear it.'}, (), (_O7, )),
    'semble tag list': KnownCommand({}, (), (_O13, _O280, _O7, )),
    'semble tag add': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O281, _O7, )),
    'semble tag rename': KnownCommand({}, (KnownValue(ValueKind.TAG, (), False), KnownValue(ValueKind.FREE, (), False), ), (_O281, _O7, )),
    'semble tag delete': KnownCommand({}, (KnownValue(ValueKind.TAG, (), False), ), (_O7, )),
    'semble undo': KnownCommand({}, (KnownValue(ValueKind.BATCH, (), False), ), (_O282, _O283, _O284, _O13, _O285, _O7, )),
    'semble redo': KnownCommand({}, (), (_O7, )),
    'semble place': KnownCommand({}, (KnownValue(ValueKind.PLACE, (), True), ), (_O74, _O13, _O286, _O7, )),
    'semble store': KnownCommand({'status': 'Show what the register holds, and whether this program fits it.', 'upgrade': "Bring the register up to this program's version. A SQLite register is backed up first.", 'check': 'Look for damage, and for whatever is not as the journal tells.', 'backup': 'Back the register up, while others work. Only an admin may.', 'restore': 'Make a new register of a backup, never over one that exists.', 'key': 'Encrypt the register with a key, change the key, remove it.', 'purge-former': 'Erase former patients from the ledger, for good: nobody can recover them any more.'}, (), (_O7, )),
    'semble store status': KnownCommand({}, (), (_O13, _O7, )),
    'semble store upgrade': KnownCommand({}, (), (_O7, )),
    'semble store check': KnownCommand({}, (), (_O287, _O7, )),
    'semble store backup': KnownCommand({}, (KnownValue(ValueKind.FILE, (), False), ), (_O288, _O13, _O7, )),
    'semble store restore': KnownCommand({}, (KnownValue(ValueKind.FILE, (), False), ), (_O289, _O290, _O13, _O7, )),
    'semble store key': KnownCommand({'set': 'Encrypt the register in its file. Only an admin may.', 'change': 'Encrypt the register with another key. Only an admin may.', 'remove': 'Have the register in clear again. Only an admin may.'}, (), (_O7, )),
    'semble store key set': KnownCommand({}, (), (_O291, _O292, _O293, _O294, _O13, _O7, )),
    'semble store key change': KnownCommand({}, (), (_O291, _O292, _O293, _O294, _O13, _O7, )),
    'semble store key remove': KnownCommand({}, (), (_O294, _O13, _O7, )),
    'semble store purge-former': KnownCommand({}, (), (_O295, _O296, _O7, )),
    'semble user': KnownCommand({'list': 'List the users of the register, and who may delete patients and bring them back.', 'add': 'Add a user.', 'role': 'Give a user another role, or rights beside it.', 'remove': 'Remove a user. What the user did stays in the journal.'}, (), (_O7, )),
    'semble user list': KnownCommand({}, (), (_O13, _O297, _O7, )),
    'semble user add': KnownCommand({}, (KnownValue(ValueKind.FREE, (), False), ), (_O298, _O299, _O7, )),
    'semble user role': KnownCommand({}, (KnownValue(ValueKind.LOGIN, (), False), ), (_O300, _O299, _O301, _O7, )),
    'semble user remove': KnownCommand({}, (KnownValue(ValueKind.LOGIN, (), False), ), (_O7, )),
    'semble config': KnownCommand({'list': 'List the settings: what holds, where it comes from, and over what it goes.', 'get': 'Print what holds of one setting: the value alone, or with its origin as JSON.', 'set': "Set a setting: one of your own in your file, one of the practice's in the register.", 'unset': "Take a setting away, from your file or from the practice's: the next place that has it holds, or the default."}, (), (_O7, )),
    'semble config list': KnownCommand({}, (), (_O13, _O302, _O7, )),
    'semble config get': KnownCommand({}, (KnownValue(ValueKind.SETTING, (), False), ), (_O13, _O7, )),
    'semble config set': KnownCommand({}, (KnownValue(ValueKind.SETTING, (), False), KnownValue(ValueKind.SETTING_VALUE, (), False), ), (_O303, _O7, )),
    'semble config unset': KnownCommand({}, (KnownValue(ValueKind.SETTING, (), False), ), (_O303, _O7, )),
    'semble audit': KnownCommand({'log': 'Show who did what, when and about whom, the newest first; and who opened which record.', 'verify': 'Verify the journal: that no event was changed, taken out or put in.'}, (), (_O7, )),
    'semble audit log': KnownCommand({}, (), (_O304, _O119, _O305, _O306, _O307, _O308, _O74, _O13, _O309, _O80, _O7, )),
    'semble audit verify': KnownCommand({}, (), (_O287, _O13, _O7, )),
    'semble export': KnownCommand({'all': 'Export every record of the practice to a directory. Only an admin may.', 'verify': 'Check an export: compare every file with the manifest. No register is needed.'}, (), (_O7, )),
    'semble export all': KnownCommand({}, (), (_O310, _O311, _O152, _O312, _O151, _O144, _O59, _O13, _O7, )),
    'semble export verify': KnownCommand({}, (KnownValue(ValueKind.FILE, (), False), ), (_O151, _O13, _O7, )),
    'semble retention': KnownCommand({'due': "List the records that are past the practice's delays, and why. Nothing is changed."}, (), (_O7, )),
    'semble retention due': KnownCommand({}, (), (_O313, _O74, _O13, _O314, _O80, _O7, )),
    'semble vitale': KnownCommand({'read': 'Read the card in the reader, ask ADRi and INSi, and create or update the patient.', 'watch': 'Show the patient of each card that is put in, until you stop it with q or Ctrl-C.', 'status': 'Say whether the reader, its service and the teleservices are ready, and what to do next.', 'simulator': 'Run teleservices that speak as ADRi and INSi do, with official fictitious people.'}, (), (_O7, )),
    'semble vitale read': KnownCommand({}, (), (_O315, _O316, _O317, _O318, _O319, _O320, _O321, _O167, _O168, _O169, _O13, _O14, _O15, _O16, _O17, _O18, _O19, _O20, _O21, _O22, _O23, _O24, _O25, _O26, _O27, _O28, _O29, _O30, _O31, _O32, _O33, _O34, _O35, _O36, _O37, _O38, _O39, _O40, _O41, _O42, _O43, _O44, _O45, _O46, _O47, _O48, _O49, _O50, _O51, _O52, _O53, _O54, _O55, _O56, _O57, _O7, )),
    'semble vitale watch': KnownCommand({}, (), (_O315, _O319, _O320, _O13, _O7, )),
    'semble vitale status': KnownCommand({}, (), (_O13, _O7, )),
    'semble vitale simulator': KnownCommand({}, (), (_O322, _O323, _O324, _O325, _O326, _O327, _O7, )),
    'semble adri': KnownCommand({'status': 'Show how ADRi and INSi are set, whose certificates are used, whether these do, and what is missing.', 'test': 'Ask each configured service one question, and say what it did. Nothing is written.', 'refresh': 'Ask ADRi again for the rights of many patients, one after the other.'}, (), (_O7, )),
    'semble adri status': KnownCommand({}, (), (_O328, _O13, _O7, )),
    'semble adri test': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), False), ), (_O13, _O7, )),
    'semble adri refresh': KnownCommand({}, (KnownValue(ValueKind.PATIENT, (), True), ), (_O329, _O330, _O331, _O74, _O332, _O333, _O13, _O7, )),
    'semble identity': KnownCommand({'feed': 'Take identities from the program that holds INSi: HL7 PAM (A28, A31) or FHIR (FR Core).'}, (), (_O7, )),
    'semble identity feed': KnownCommand({}, (KnownValue(ValueKind.FILE, (), False), ), (_O334, _O13, _O7, )),
    'semble demo': KnownCommand({}, (), (_O335, _O336, _O337, _O338, _O7, )),
    'semble help': KnownCommand({}, (KnownValue(ValueKind.CHOICE, (('exit-codes', 'Exit codes'), ('settings', 'Settings'), ('init', ''), ('patient', ''), ('consultation', ''), ('treatment', ''), ('document', ''), ('appointment', ''), ('practitioner', ''), ('invoice', ''), ('letter', ''), ('contact', ''), ('tag', ''), ('undo', ''), ('redo', ''), ('place', ''), ('store', ''), ('user', ''), ('config', ''), ('audit', ''), ('export', ''), ('retention', ''), ('vitale', ''), ('adri', ''), ('identity', ''), ('demo', ''), ('help', '')), True), ), (_O7, )),
}
