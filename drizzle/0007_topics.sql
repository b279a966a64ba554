CREATE TABLE "board_topics" (
	"run_id" bigint NOT NULL,
	"topic_code" text NOT NULL,
	"rank" smallint NOT NULL,
	"score" double precision NOT NULL,
	"window_count" integer NOT NULL,
	"weighted_count" double precision NOT NULL,
	"baseline_mean" double precision NOT NULL,
	"lift" double precision,
	"source_count" integer NOT NULL,
	"own_source_count" integer NOT NULL,
	"gate" double precision NOT NULL,
	"previous_rank" smallint,
	"peak_rank" smallint NOT NULL,
	"listed_since" timestamp (3) with time zone NOT NULL,
	"sparkline" integer[] NOT NULL,
	CONSTRAINT "board_topics_run_id_rank_pk" PRIMARY KEY("run_id","rank")
);
--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "alternative_headline" text;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "genre" text DEFAULT 'NEWS' NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "topic_codes" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "topic_scores" real[] DEFAULT '{}'::real[] NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "topic_methods" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "board_topics" ADD CONSTRAINT "board_topics_run_id_board_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."board_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "articles_topics" ON "articles" USING gin ("topic_codes");