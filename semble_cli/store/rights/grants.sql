-- Each login holds what its user may, and nothing of before: users of now, and those that the
-- journal knows as users of before. PUBLIC, which is every login of the server, holds nothing.

REVOKE ALL ON ALL ROUTINES IN SCHEMA semble FROM PUBLIC;
REVOKE ALL ON :all_tables FROM PUBLIC;

SELECT semble.grant_to(login)
FROM (
    SELECT login FROM public.app_user
    UNION
    SELECT content::json ->> 'login' FROM public.event
    WHERE action IN ('user.role', 'user.remove')
) AS known (login)
WHERE login IS NOT NULL;
