ALTER TABLE "changes" ADD COLUMN "health_before" text;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "health_after" text;--> statement-breakpoint
-- Wakes the gateways that listen; told at commit, and once a transaction however many rows it brings.
CREATE FUNCTION kabar_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('kabar_live', TG_TABLE_NAME);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER changes_told AFTER INSERT ON "changes" FOR EACH STATEMENT EXECUTE FUNCTION kabar_tell();
--> statement-breakpoint
CREATE TRIGGER board_runs_told AFTER INSERT ON "board_runs" FOR EACH STATEMENT EXECUTE FUNCTION kabar_tell();
