-- What the users of a register do through the database, and not by statements of their own.
--
-- Each function runs as the owner of the tables, and asks by itself what the login may that opened
-- the session (session_user), whatever role it took on since. Nothing but pg_catalog is looked up
-- without its schema: nobody can put something of theirs before it.
--
-- What begins with a colon stands for what install.py puts there.

-- As services/access.py; `reader` is what that role alone has.
CREATE OR REPLACE FUNCTION semble.permissions(role text, may_delete boolean, may_recover boolean)
RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY['read']
        || CASE WHEN role = 'reader' THEN ARRAY['reader'] ELSE ARRAY['edit_patients'] END
        || CASE WHEN role IN ('clinician', 'admin') THEN ARRAY['edit_care'] ELSE '{}' END
        || CASE WHEN role = 'admin' OR may_delete THEN ARRAY['delete'] ELSE '{}' END
        || CASE WHEN role = 'admin' OR may_recover THEN ARRAY['recover'] ELSE '{}' END
        || CASE WHEN role = 'admin' THEN ARRAY['administer'] ELSE '{}' END
$$;

-- Whether who opened the session may do something.
CREATE OR REPLACE FUNCTION semble.may(asked text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(
        (
            SELECT asked = ANY (semble.permissions(role, may_delete, may_recover))
            FROM public.app_user WHERE login = session_user
        ),
        false
    )
$$;

CREATE OR REPLACE FUNCTION semble.refuse(why text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%', why USING ERRCODE = 'insufficient_privilege';
END
$$;

-- One lock for all that is written: the journal is one chain. A lock of a table's, for whoever may
-- connect may hold an advisory one.
CREATE OR REPLACE FUNCTION semble.take_write_lock() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    LOCK TABLE public.store_info IN SHARE ROW EXCLUSIVE MODE;
END
$$;

-- A text as Python's json.dumps writes it, for the chain is made of that.
CREATE OR REPLACE FUNCTION semble.ascii_json(value text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT string_agg(
        CASE
            WHEN code BETWEEN 32 AND 126 THEN letter
            WHEN code < 65536 THEN '\u' || lpad(to_hex(code), 4, '0')
            ELSE '\u' || to_hex(55296 + (code - 65536) / 1024)
                || '\u' || to_hex(56320 + (code - 65536) % 1024)
        END,
        '' ORDER BY place
    )
    FROM (
        SELECT letter, ascii(letter) AS code, place
        FROM regexp_split_to_table(to_json(value)::text, '') WITH ORDINALITY AS each (letter, place)
    ) AS letters
$$;

CREATE OR REPLACE FUNCTION semble.content_digest(salt text, content text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(salt || E'\n' || content, 'UTF8')), 'hex')
$$;

-- What an event of a kind asks of who appends it.
CREATE OR REPLACE FUNCTION semble.permission_of(kind text, content json) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN kind = 'patient.reveal' THEN 'read'
        WHEN kind = 'document.get' THEN 'edit_care'
        WHEN kind IN (:of_shares) THEN 'edit_care'
        WHEN kind IN (:readings) THEN 'read'
        WHEN kind LIKE 'user.%' OR kind LIKE 'store.%' OR kind = 'ledger.purge' THEN 'administer'
        WHEN kind = 'config.set' OR content -> 'setting' IS NOT NULL THEN 'administer'
        WHEN kind = 'patient.recover' THEN 'recover'
        WHEN kind = 'patient.delete' OR content -> 'erased' IS NOT NULL THEN 'delete'
        WHEN kind = 'document.erase' THEN 'administer'
        WHEN content -> 'medical' IS NOT NULL THEN 'edit_care'
        ELSE 'edit_patients'
    END
$$;

-- Append an event to the journal, done by who opened the session: its sequence and its chain.
CREATE OR REPLACE FUNCTION semble.append_event(
    moment timestamptz, kind text, whose integer, part_of integer, undone integer, told text,
    OUT number integer, OUT link text
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    before text;
    salt text := replace(gen_random_uuid()::text, '-', '');
    digest text := semble.content_digest(salt, told);
BEGIN
    IF NOT semble.may(semble.permission_of(kind, told::json)) THEN
        PERFORM semble.refuse('you may not append an event of this kind');
    END IF;
    IF kind = 'patient.reveal' THEN
        PERFORM semble.note_reveal(whose, undone, told);
    END IF;
    IF kind IN (:readings) THEN
        PERFORM semble.check_reading(kind, whose, undone, told);
    END IF;
    PERFORM semble.take_write_lock();
    SELECT seq, chain INTO number, before FROM public.event ORDER BY seq DESC LIMIT 1;
    number := coalesce(number, 0) + 1;
    IF part_of <> number AND NOT EXISTS (
        SELECT FROM public.event WHERE seq = part_of AND xmin = pg_current_xact_id()::xid
    ) THEN
        PERFORM semble.refuse('a command is one transaction: its events begin with its own');
    END IF;
    link := encode(
        sha256(
            convert_to(
                format(
                    '["%s", %s, "%s", %s, %s, %s, %s, %s, "%s"]',
                    coalesce(before, repeat('0', 64)),
                    number,
                    to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                    semble.ascii_json(session_user::text),
                    semble.ascii_json(kind),
                    coalesce(whose::text, 'null'),
                    part_of,
                    coalesce(undone::text, 'null'),
                    digest
                ),
                'UTF8'
            )
        ),
        'hex'
    );
    INSERT INTO public.event
        (seq, at, actor, action, patient_id, batch, undoes, salt, content, digest, chain)
    VALUES (
        number, date_trunc('second', moment), session_user, kind, whose, part_of, undone,
        salt, told, digest, link
    );
END
$$;

-- That somebody read tells of what was read under one key, and of no change: what is told of a
-- record that was opened is that it was.
CREATE OR REPLACE FUNCTION semble.check_reading(
    kind text, whose integer, undone integer, told text
) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF undone IS NOT NULL
        OR kind = 'patient.open' AND (told <> '{}' OR whose IS NULL)
        OR kind <> 'patient.open' AND (
            SELECT coalesce(array_agg(key), '{}') <> '{noted}'
            FROM json_object_keys(told::json) AS key
        )
        OR whose IS NOT NULL AND NOT EXISTS (
            SELECT FROM public.patient WHERE id = whose
            UNION ALL SELECT FROM public.event WHERE patient_id = whose
        )
    THEN
        PERFORM semble.refuse('this is no event of what was read');
    END IF;
END
$$;

-- Note that a number is about to be seen, of a patient, or of all in a list: the view of the
-- patients shows it for some minutes, once this is committed.
CREATE OR REPLACE FUNCTION semble.note_reveal(whose integer, undone integer, told text)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF undone IS NOT NULL
        OR told <> (CASE WHEN whose IS NULL THEN '{"list":true}' ELSE '{}' END)
        OR whose IS NOT NULL AND NOT EXISTS (SELECT FROM public.patient WHERE id = whose)
    THEN
        PERFORM semble.refuse('this is no event of a number that was shown');
    END IF;
    DELETE FROM semble.reveal WHERE at < now() - interval '5 minutes';
    INSERT INTO semble.reveal (login, patient_id) VALUES (session_user, coalesce(whose, 0));
END
$$;

-- The patients whose numbers the login has noted to see; 0 for all. What its own transaction noted
-- does not count: it might be rolled back, and the number was seen.
CREATE OR REPLACE FUNCTION semble.revealed() RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT patient_id FROM semble.reveal
    WHERE login = session_user AND at > now() - interval '5 minutes'
        AND noted_in IS DISTINCT FROM pg_current_xact_id_if_assigned()
$$;

-- Sex and year of a NIR, of a provisional one its first two figures: what identity/nir.py shows.
CREATE OR REPLACE FUNCTION semble.masked(number text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT rpad(left(number, CASE WHEN number ~ '^[5-8]' THEN 2 ELSE 3 END), length(number), '*')
$$;

CREATE OR REPLACE FUNCTION semble.masked_value(value json, secret boolean) RETURNS json
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE
        WHEN json_typeof(value) = 'object' THEN (
            SELECT coalesce(
                json_object_agg(
                    each.key,
                    semble.masked_value(
                        each.value, secret OR each.key IN ('nir', 'ins_matricule', 'matricule')
                    )
                ),
                '{}'
            )
            FROM json_each(value) AS each
        )
        WHEN json_typeof(value) = 'array' THEN (
            SELECT coalesce(json_agg(semble.masked_value(item, secret)), '[]')
            FROM json_array_elements(value) AS items (item)
        )
        WHEN json_typeof(value) = 'string' AND secret THEN to_json(semble.masked(value #>> '{}'))
        ELSE value
    END;
END
$$;

-- A record or a content with its numbers masked; the text as it is, where there are none.
CREATE OR REPLACE FUNCTION semble.masked_json(content text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF content !~ '"(nir|ins_matricule|matricule)"' THEN
        RETURN content;
    END IF;
    RETURN semble.masked_value(content::json, false)::text;
END
$$;

-- The digest of a content that a reader is shown in part.
CREATE OR REPLACE FUNCTION semble.event_digest(number integer) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(semble.content_digest(salt, content), '-') FROM public.event WHERE seq = number
$$;

CREATE OR REPLACE FUNCTION semble.with_nir(number text) RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT id FROM public.patient WHERE nir = number
$$;

CREATE OR REPLACE FUNCTION semble.with_matricule(number text) RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT id FROM public.patient WHERE ins_matricule = number
    UNION SELECT patient_id FROM public.ins_history WHERE matricule = number
$$;

-- How many records of each kind hang on patients and of what day the last is, and nothing of what
-- they hold.
CREATE OR REPLACE FUNCTION semble.attached(first integer, last integer)
RETURNS TABLE (patient_id integer, kind text, number bigint, latest text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    :counts_of_attached
$$;

-- Keep what who opened the session typed of a new patient, in place of an earlier draft of theirs.
CREATE OR REPLACE FUNCTION semble.keep_draft(replaced integer, moment timestamptz, told text)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept integer;
BEGIN
    IF NOT semble.may('edit_patients') THEN
        PERFORM semble.refuse('you may not add patients');
    END IF;
    PERFORM semble.remove_draft(replaced);
    INSERT INTO public.draft (author, made_at, content)
    VALUES (session_user, date_trunc('second', moment), told)
    RETURNING id INTO kept;
    RETURN kept;
END
$$;

CREATE OR REPLACE FUNCTION semble.drafts()
RETURNS TABLE (id integer, made_at timestamptz, content text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT id, made_at, content FROM public.draft WHERE author = session_user
$$;

CREATE OR REPLACE FUNCTION semble.remove_draft(which integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.draft WHERE id = which AND author = session_user
$$;

-- A draft that nobody went on with is gone after a day, whoever writes next; no clock that is fast
-- takes one away earlier.
CREATE OR REPLACE FUNCTION semble.remove_old_drafts(moment timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.draft WHERE made_at < least(moment, now()) - interval '1 day'
$$;

CREATE OR REPLACE FUNCTION semble.is_json_object(content text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN json_typeof(content::json) = 'object';
EXCEPTION WHEN data_exception THEN
    RETURN false;
END
$$;

-- The drafts that nobody can go on with, ever; and nothing of what they hold.
CREATE OR REPLACE FUNCTION semble.wrong_drafts() RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT id FROM public.draft
    WHERE author NOT IN (SELECT login FROM public.app_user)
        OR NOT isfinite(made_at) OR NOT semble.is_json_object(content)
    ORDER BY id
$$;

CREATE OR REPLACE FUNCTION semble.remove_wrong_drafts() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.draft WHERE id IN (SELECT semble.wrong_drafts())
$$;

-- Erase what the journal tells of a patient who is no more in the register.
CREATE OR REPLACE FUNCTION semble.erase_events(whose integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT semble.may('delete') THEN
        PERFORM semble.refuse('you may not delete patients');
    END IF;
    DELETE FROM public.medical_content WHERE seq IN (
        SELECT seq FROM public.event WHERE patient_id = whose
    );
    UPDATE public.event SET content = NULL, salt = NULL
    WHERE patient_id = whose AND action NOT IN (:left_by_deletions);
END
$$;

-- Keep what an event of this transaction tells of medical contents; the event holds its digest.
CREATE OR REPLACE FUNCTION semble.keep_medical(which integer, salted text, told text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT semble.may('edit_care') OR NOT EXISTS (
        SELECT FROM public.event WHERE seq = which AND xmin = pg_current_xact_id()::xid
            AND content::json ->> 'medical' = semble.content_digest(salted, told)
    ) THEN
        PERFORM semble.refuse('no event of yours tells this of medical contents');
    END IF;
    INSERT INTO public.medical_content (seq, salt, content) VALUES (which, salted, told);
END
$$;

-- Contents that no document and no invoice refers to are erased, whoever took the last one away.
CREATE OR REPLACE FUNCTION semble.erase_unused_contents() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.document_content AS held
    WHERE NOT EXISTS (SELECT FROM public.document WHERE document.sha256 = held.sha256)
        AND NOT EXISTS (SELECT FROM public.invoice WHERE invoice.sha256 = held.sha256)
$$;

-- Keep the page of an invoice among the contents, under its digest. Who issues invoices need not be
-- one who reads medical contents.
CREATE OR REPLACE FUNCTION semble.keep_page(page bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    digest text := encode(sha256(page), 'hex');
BEGIN
    IF NOT semble.may('edit_patients') THEN
        PERFORM semble.refuse('you may not issue invoices');
    END IF;
    IF EXISTS (SELECT FROM public.document_content WHERE sha256 = digest) THEN
        RETURN;
    END IF;
    INSERT INTO public.document_content (sha256, size) VALUES (digest, length(page));
    INSERT INTO public.document_chunk (sha256, position, data)
    SELECT digest, place, substring(page FROM place * :chunk + 1 FOR :chunk)
    FROM generate_series(0, (length(page) - 1) / :chunk) AS place;
END
$$;

-- Have the page of an invoice of this transaction among the documents of the patient; its number.
CREATE OR REPLACE FUNCTION semble.add_page_to_documents(
    which integer, called text, file text, moment timestamptz
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    added integer;
BEGIN
    IF NOT semble.may('edit_patients') OR NOT EXISTS (
        SELECT FROM public.invoice WHERE id = which AND xmin = pg_current_xact_id()::xid
    ) THEN
        PERFORM semble.refuse('this is no invoice that you are issuing');
    END IF;
    INSERT INTO public.document (
        patient_id, title, kind, dated_on, file_name, media_type, sha256, added_at, added_by,
        version
    )
    SELECT patient_id, called, 'administrative', issued_on, file, 'application/pdf', sha256,
        date_trunc('second', moment), session_user, 1
    FROM public.invoice WHERE id = which
    RETURNING id INTO added;
    RETURN added;
END
$$;

-- The page of an invoice, chunk by chunk, for whoever uses the register.
CREATE OR REPLACE FUNCTION semble.invoice_page(which integer)
RETURNS TABLE (place integer, data bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT chunk.position, chunk.data
    FROM public.document_chunk AS chunk JOIN public.invoice ON invoice.sha256 = chunk.sha256
    WHERE invoice.id = which AND semble.may('read')
    ORDER BY chunk.position
$$;

-- Nobody changes or removes what was invoiced or paid, the owner of the tables neither; the lines of
-- an invoice are written with it.
CREATE OR REPLACE FUNCTION semble.keep_invoices() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (
            SELECT FROM public.invoice
            WHERE id = NEW.invoice_id AND xmin = pg_current_xact_id()::xid
        ) THEN
            RETURN NEW;
        END IF;
    END IF;
    PERFORM semble.refuse('what was invoiced or paid is neither changed nor removed');
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER keep_invoices BEFORE UPDATE OR DELETE ON public.invoice
FOR EACH ROW EXECUTE FUNCTION semble.keep_invoices();
CREATE OR REPLACE TRIGGER keep_all_invoices BEFORE TRUNCATE ON public.invoice
FOR EACH STATEMENT EXECUTE FUNCTION semble.keep_invoices();

CREATE OR REPLACE TRIGGER keep_invoice_lines BEFORE INSERT OR UPDATE OR DELETE ON public.invoice_line
FOR EACH ROW EXECUTE FUNCTION semble.keep_invoices();
CREATE OR REPLACE TRIGGER keep_all_invoice_lines BEFORE TRUNCATE ON public.invoice_line
FOR EACH STATEMENT EXECUTE FUNCTION semble.keep_invoices();

CREATE OR REPLACE TRIGGER keep_invoice_payments BEFORE UPDATE OR DELETE ON public.invoice_payment
FOR EACH ROW EXECUTE FUNCTION semble.keep_invoices();
CREATE OR REPLACE TRIGGER keep_all_invoice_payments BEFORE TRUNCATE ON public.invoice_payment
FOR EACH STATEMENT EXECUTE FUNCTION semble.keep_invoices();

-- Nobody changes what was shared, the owner of the tables neither; what is of a share is written by
-- who shares it, with it, and what became of it by the same. It is removed once neither the register
-- nor the ledger of former patients knows the patient.
CREATE OR REPLACE FUNCTION semble.keep_shares() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    whole public.share;
BEGIN
    IF TG_LEVEL = 'ROW' AND TG_TABLE_NAME = 'share' THEN
        whole := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
    ELSIF TG_LEVEL = 'ROW' THEN
        SELECT * INTO whole FROM public.share
        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.share_id ELSE OLD.share_id END;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF whole.shared_by = session_user AND (
            TG_TABLE_NAME IN ('share', 'share_outcome') OR EXISTS (
                SELECT FROM public.share WHERE id = whole.id AND xmin = pg_current_xact_id()::xid
            )
        ) THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'DELETE' AND NOT EXISTS (
        SELECT FROM public.patient WHERE id = whole.patient_id
        UNION ALL SELECT FROM public.former_patient WHERE id = whole.patient_id
    ) THEN
        RETURN OLD;
    END IF;
    PERFORM semble.refuse('what was shared is neither changed nor removed');
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER keep_shares BEFORE INSERT OR UPDATE OR DELETE ON public.share
FOR EACH ROW EXECUTE FUNCTION semble.keep_shares();
CREATE OR REPLACE TRIGGER keep_all_shares BEFORE TRUNCATE ON public.share
FOR EACH STATEMENT EXECUTE FUNCTION semble.keep_shares();

CREATE OR REPLACE TRIGGER keep_share_documents
BEFORE INSERT OR UPDATE OR DELETE ON public.share_document
FOR EACH ROW EXECUTE FUNCTION semble.keep_shares();
CREATE OR REPLACE TRIGGER keep_all_share_documents BEFORE TRUNCATE ON public.share_document
FOR EACH STATEMENT EXECUTE FUNCTION semble.keep_shares();

CREATE OR REPLACE TRIGGER keep_share_recipients
BEFORE INSERT OR UPDATE OR DELETE ON public.share_recipient
FOR EACH ROW EXECUTE FUNCTION semble.keep_shares();
CREATE OR REPLACE TRIGGER keep_all_share_recipients BEFORE TRUNCATE ON public.share_recipient
FOR EACH STATEMENT EXECUTE FUNCTION semble.keep_shares();

CREATE OR REPLACE TRIGGER keep_share_outcomes
BEFORE INSERT OR UPDATE OR DELETE ON public.share_outcome
FOR EACH ROW EXECUTE FUNCTION semble.keep_shares();
CREATE OR REPLACE TRIGGER keep_all_share_outcomes BEFORE TRUNCATE ON public.share_outcome
FOR EACH STATEMENT EXECUTE FUNCTION semble.keep_shares();

-- Whether a consultation tells of an allergy, and nothing of what it tells.
CREATE OR REPLACE FUNCTION semble.has_note(which integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.section WHERE allergy_id = which)
$$;

-- Erase what the journal tells of a document that is no more, whichever patient's events tell it;
-- the sequences of those events.
CREATE OR REPLACE FUNCTION semble.erase_told_of_document(which integer) RETURNS SETOF integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT semble.may('delete') THEN
        PERFORM semble.refuse('you may not delete patients');
    END IF;
    IF EXISTS (SELECT FROM public.document WHERE id = which) THEN
        RETURN;
    END IF;
    RETURN QUERY DELETE FROM public.medical_content AS held USING public.event
    WHERE event.seq = held.seq AND event.content LIKE '%"kind":"document"%'
        AND event.content::json #>> '{record,kind}' = 'document'
        AND event.content::json #>> '{record,id}' = which::text
    RETURNING held.seq;
END
$$;

-- Below clinician, an allergy is noted as told by the patient, and nothing else of it is changed.
CREATE OR REPLACE FUNCTION semble.keep_allergies() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    noted public.allergy := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
BEGIN
    IF NOT semble.may('edit_care') AND (
        noted.certainty <> 'unconfirmed'
        OR TG_OP = 'UPDATE' AND NEW.certainty <> 'unconfirmed'
        OR semble.has_note(noted.id)
    ) AND NOT (
        TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM public.patient WHERE id = OLD.patient_id)
    ) THEN
        PERFORM semble.refuse('a clinician noted or notes this allergy');
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE OR REPLACE TRIGGER keep_allergies BEFORE INSERT OR UPDATE OR DELETE ON public.allergy
FOR EACH ROW EXECUTE FUNCTION semble.keep_allergies();

-- Nobody changes or removes an event, the owner of the tables neither; a deletion alone empties it.
CREATE OR REPLACE FUNCTION semble.keep_events() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.content IS NULL AND NEW.salt IS NULL
            AND (NEW.seq, NEW.at, NEW.actor, NEW.action, NEW.batch, NEW.digest, NEW.chain)
                = (OLD.seq, OLD.at, OLD.actor, OLD.action, OLD.batch, OLD.digest, OLD.chain)
            AND NEW.patient_id = OLD.patient_id AND NEW.undoes IS NOT DISTINCT FROM OLD.undoes
            AND NOT EXISTS (SELECT FROM public.patient WHERE id = OLD.patient_id)
        THEN
            RETURN NEW;
        END IF;
    END IF;
    PERFORM semble.refuse('what the journal holds is neither changed nor removed');
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER keep_events BEFORE UPDATE OR DELETE ON public.event
FOR EACH ROW EXECUTE FUNCTION semble.keep_events();

CREATE OR REPLACE TRIGGER keep_all_events BEFORE TRUNCATE ON public.event
FOR EACH STATEMENT EXECUTE FUNCTION semble.keep_events();

-- Who may recover takes a former patient out of the ledger to bring the patient back; to erase one
-- for good is an admin's.
CREATE OR REPLACE FUNCTION semble.keep_former() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT semble.may('administer') AND NOT EXISTS (SELECT FROM public.patient WHERE id = OLD.id)
    THEN
        PERFORM semble.refuse('who leaves the ledger of former patients is in the register again');
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER IF EXISTS keep_former ON public.former_patient;
CREATE CONSTRAINT TRIGGER keep_former AFTER DELETE ON public.former_patient
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION semble.keep_former();

-- Take all that a login was granted on the register, by whomever. The owner of the tables keeps
-- what it has: the functions run as it.
CREATE OR REPLACE FUNCTION semble.revoke_from(login text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF login = current_user OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
        RETURN;
    END IF;
    EXECUTE format('REVOKE ALL ON :all_tables FROM %I CASCADE', login);
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM %I CASCADE', login);
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA semble FROM %I CASCADE', login);
    EXECUTE format('REVOKE ALL ON ALL ROUTINES IN SCHEMA semble FROM %I CASCADE', login);
    EXECUTE format('REVOKE ALL ON SCHEMA semble FROM %I CASCADE', login);
END
$$;

-- Have a login hold what the user of this name may, and nothing else.
CREATE OR REPLACE FUNCTION semble.grant_to(login text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held text[];
    given record;
BEGIN
    PERFORM semble.revoke_from(login);
    IF login = current_user OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
        RETURN;
    END IF;
    SELECT semble.permissions(role, may_delete, may_recover) INTO held
    FROM public.app_user AS known WHERE known.login = grant_to.login;
    FOR given IN
        SELECT * FROM (VALUES :rows_of_grants) AS each (permission, privileges, object)
        WHERE permission = ANY (held)
    LOOP
        EXECUTE format('GRANT %s ON %s TO %I', given.privileges, given.object, login);
    END LOOP;
END
$$;

-- Add a user, or give one another role and other rights, with what goes with them in the database.
-- The first user is who creates the register.
CREATE OR REPLACE FUNCTION semble.set_user(
    who text, given_role text, moment timestamptz, deletes boolean, recovers boolean
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT semble.may('administer') AND EXISTS (SELECT FROM public.app_user) THEN
        PERFORM semble.refuse('only an admin may do that');
    END IF;
    INSERT INTO public.app_user (login, role, added_at, may_delete, may_recover)
    VALUES (who, given_role, moment, deletes, recovers)
    ON CONFLICT (login) DO UPDATE SET role = excluded.role,
        may_delete = excluded.may_delete, may_recover = excluded.may_recover;
    PERFORM semble.keep_an_admin();
    PERFORM semble.grant_to(who);
END
$$;

CREATE OR REPLACE FUNCTION semble.remove_user(who text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT semble.may('administer') THEN
        PERFORM semble.refuse('only an admin may do that');
    END IF;
    DELETE FROM public.draft WHERE author = who;
    DELETE FROM public.app_user WHERE login = who;
    PERFORM semble.keep_an_admin();
    PERFORM semble.revoke_from(who);
END
$$;

CREATE OR REPLACE FUNCTION semble.keep_an_admin() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM public.app_user WHERE role = 'admin') THEN
        PERFORM semble.refuse('the register must keep an admin');
    END IF;
END
$$;
