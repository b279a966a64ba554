CREATE TABLE "board_stories" (
	"run_id" bigint NOT NULL,
	"story_id" bigint NOT NULL,
	"rank" smallint NOT NULL,
	"score" double precision NOT NULL,
	"window_count" integer NOT NULL,
	"weighted_count" double precision NOT NULL,
	"baseline_mean" double precision NOT NULL,
	"source_count" integer NOT NULL,
	"own_source_count" integer NOT NULL,
	"gate" double precision NOT NULL,
	"previous_rank" smallint,
	"peak_rank" smallint NOT NULL,
	"listed_since" timestamp (3) with time zone NOT NULL,
	"sparkline" integer[] NOT NULL,
	CONSTRAINT "board_stories_run_id_rank_pk" PRIMARY KEY("run_id","rank")
);
--> statement-breakpoint
CREATE TABLE "entity_days" (
	"entity_id" bigint NOT NULL,
	"day" date NOT NULL,
	"articles" integer NOT NULL,
	CONSTRAINT "entity_days_entity_id_day_pk" PRIMARY KEY("entity_id","day")
);
--> statement-breakpoint
CREATE TABLE "entity_hours" (
	"entity_id" bigint NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"source_id" bigint NOT NULL,
	"language" text NOT NULL,
	"articles" integer NOT NULL,
	"copies" integer NOT NULL,
	"mentions" integer NOT NULL,
	"weight" double precision NOT NULL,
	CONSTRAINT "entity_hours_entity_id_hour_source_id_language_pk" PRIMARY KEY("entity_id","hour","source_id","language")
);
--> statement-breakpoint
CREATE TABLE "entity_pairs" (
	"first_id" bigint NOT NULL,
	"second_id" bigint NOT NULL,
	"day" date NOT NULL,
	"articles" integer NOT NULL,
	CONSTRAINT "entity_pairs_first_id_day_second_id_pk" PRIMARY KEY("first_id","day","second_id")
);
--> statement-breakpoint
DROP INDEX "mentions_published";--> statement-breakpoint
DROP INDEX "board_runs_latest";--> statement-breakpoint
ALTER TABLE "board_rows" ADD COLUMN "weighted_count" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "board_rows" ADD COLUMN "own_source_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "board_rows" ADD COLUMN "mention_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "board_rows" ADD COLUMN "gate" double precision DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "board_rows" ADD COLUMN "other_scores" real[] DEFAULT '{}'::real[] NOT NULL;--> statement-breakpoint
ALTER TABLE "board_rows" ADD COLUMN "other_ranks" smallint[] DEFAULT '{}'::smallint[] NOT NULL;--> statement-breakpoint
ALTER TABLE "board_rows" ADD COLUMN "other_peaks" smallint[] DEFAULT '{}'::smallint[] NOT NULL;--> statement-breakpoint
ALTER TABLE "board_rows" ADD COLUMN "other_since" integer[] DEFAULT '{}'::integer[] NOT NULL;--> statement-breakpoint
ALTER TABLE "board_runs" ADD COLUMN "scope" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "board_runs" ADD COLUMN "missing_source_ids" bigint[];--> statement-breakpoint
ALTER TABLE "board_runs" ADD COLUMN "parameters_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "mentions" ADD COLUMN "weight" real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "board_stories" ADD CONSTRAINT "board_stories_run_id_board_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."board_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_stories" ADD CONSTRAINT "board_stories_story_id_stories_id_fk" FOREIGN KEY ("story_id") REFERENCES "public"."stories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "board_stories_story" ON "board_stories" USING btree ("story_id");--> statement-breakpoint
CREATE INDEX "entity_pairs_second" ON "entity_pairs" USING btree ("second_id","day","first_id");--> statement-breakpoint
CREATE INDEX "board_runs_as_of" ON "board_runs" USING btree ("as_of");--> statement-breakpoint
CREATE INDEX "mentions_outlet" ON "mentions" USING btree ("entity_id","source_id","published_at");--> statement-breakpoint
CREATE INDEX "board_runs_latest" ON "board_runs" USING btree ("time_window","scope","as_of" DESC NULLS FIRST);