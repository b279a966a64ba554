-- The first release: every table and index. Made on an empty database: no lock anybody waits for, well under a second.
CREATE TABLE "article_search" (
	"article_id" bigint PRIMARY KEY NOT NULL,
	"sort_date" timestamp (3) with time zone NOT NULL,
	"vector" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "article_texts" (
	"article_id" bigint PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"sketch" integer[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "articles" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "articles_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_id" text NOT NULL,
	"source_id" bigint NOT NULL,
	"url" text NOT NULL,
	"headline" text NOT NULL,
	"description" text,
	"dateline" text,
	"language" text NOT NULL,
	"section" text,
	"keywords" text[] DEFAULT '{}'::text[] NOT NULL,
	"author_ids" bigint[] DEFAULT '{}'::bigint[] NOT NULL,
	"image" jsonb,
	"date_published" timestamp (3) with time zone,
	"date_published_precision" text,
	"date_modified" timestamp (3) with time zone,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"sort_date" timestamp (3) with time zone NOT NULL,
	"word_count" integer DEFAULT 0 NOT NULL,
	"content_hash" text NOT NULL,
	"story_id" bigint,
	"person_ids" bigint[] DEFAULT '{}'::bigint[] NOT NULL,
	"place_ids" bigint[] DEFAULT '{}'::bigint[] NOT NULL,
	"organization_ids" bigint[] DEFAULT '{}'::bigint[] NOT NULL,
	CONSTRAINT "articles_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "articles_url_unique" UNIQUE("url")
);
--> statement-breakpoint
CREATE TABLE "authors" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "authors_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_id" text NOT NULL,
	"source_id" bigint NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "authors_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "board_rows" (
	"run_id" bigint NOT NULL,
	"entity_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"rank" smallint NOT NULL,
	"score" double precision NOT NULL,
	"window_count" integer NOT NULL,
	"baseline_mean" double precision NOT NULL,
	"lift" double precision,
	"source_count" integer NOT NULL,
	"previous_rank" smallint,
	"peak_rank" smallint NOT NULL,
	"listed_since" timestamp (3) with time zone NOT NULL,
	"sparkline" integer[] NOT NULL,
	CONSTRAINT "board_rows_run_id_rank_pk" PRIMARY KEY("run_id","rank")
);
--> statement-breakpoint
CREATE TABLE "board_runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "board_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_id" text NOT NULL,
	"time_window" text NOT NULL,
	"as_of" timestamp (3) with time zone NOT NULL,
	"computed_at" timestamp (3) with time zone NOT NULL,
	"next_run_at" timestamp (3) with time zone NOT NULL,
	"expected_sources" integer NOT NULL,
	"healthy_sources" integer NOT NULL,
	CONSTRAINT "board_runs_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"sequence" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "changes_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"op" text NOT NULL,
	"typename" text NOT NULL,
	"node_id" text NOT NULL,
	"changed_fields" text[] DEFAULT '{}'::text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "citations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "citations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"article_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"source_id" bigint,
	"organization_id" bigint,
	"confidence" real NOT NULL
);
--> statement-breakpoint
CREATE TABLE "copies" (
	"article_id" bigint PRIMARY KEY NOT NULL,
	"original_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"containment" real NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entities" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "entities_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_id" text NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"names" jsonb NOT NULL,
	"wikidata_id" text,
	"job_titles" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"article_count" integer DEFAULT 0 NOT NULL,
	"last_mentioned_at" timestamp (3) with time zone,
	"merged_into_id" bigint,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "entities_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "entities_key_unique" UNIQUE("key"),
	CONSTRAINT "entities_wikidata_id_unique" UNIQUE("wikidata_id")
);
--> statement-breakpoint
CREATE TABLE "entity_aliases" (
	"entity_id" bigint NOT NULL,
	"name" text NOT NULL,
	"folded" text NOT NULL,
	"language" text DEFAULT '' NOT NULL,
	"source" text NOT NULL,
	"preferred" boolean DEFAULT false NOT NULL,
	CONSTRAINT "entity_aliases_entity_id_folded_language_pk" PRIMARY KEY("entity_id","folded","language")
);
--> statement-breakpoint
CREATE TABLE "entity_redirects" (
	"old_public_id" text PRIMARY KEY NOT NULL,
	"entity_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feed_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "feed_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source_id" bigint NOT NULL,
	"entry_key" text NOT NULL,
	"url" text NOT NULL,
	"fingerprint" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"attempts" integer DEFAULT 1 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"article_id" bigint,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mentions" (
	"article_id" bigint NOT NULL,
	"entity_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"source_id" bigint NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL,
	"salience" real NOT NULL,
	"in_headline" boolean NOT NULL,
	"derived" boolean DEFAULT false NOT NULL,
	"confidence" real NOT NULL,
	"surface_forms" text[] DEFAULT '{}'::text[] NOT NULL,
	"role" text,
	"spans" integer[] NOT NULL,
	CONSTRAINT "mentions_article_id_entity_id_pk" PRIMARY KEY("article_id","entity_id"),
	CONSTRAINT "mentions_salience" CHECK (salience between 0 and 1)
);
--> statement-breakpoint
CREATE TABLE "places" (
	"entity_id" bigint PRIMARY KEY NOT NULL,
	"geonames_id" integer,
	"place_type" text NOT NULL,
	"country_code" text,
	"latitude" double precision,
	"longitude" double precision,
	"population" bigint,
	"parent_id" bigint,
	CONSTRAINT "places_geonames_id_unique" UNIQUE("geonames_id")
);
--> statement-breakpoint
CREATE TABLE "quotes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quotes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_id" text NOT NULL,
	"article_id" bigint NOT NULL,
	"text" text NOT NULL,
	"language" text NOT NULL,
	"style" text NOT NULL,
	"speaker_id" bigint,
	"speaker_text" text NOT NULL,
	"start_offset" integer NOT NULL,
	"end_offset" integer NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "quotes_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "source_channels" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "source_channels_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"url" text NOT NULL,
	"ingestible" boolean DEFAULT true NOT NULL,
	"state" text DEFAULT 'NEVER_FETCHED' NOT NULL,
	"etag" text,
	"last_modified" text,
	"last_attempt_at" timestamp (3) with time zone,
	"last_success_at" timestamp (3) with time zone,
	"next_attempt_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"consecutive_failures" integer DEFAULT 0 NOT NULL,
	"last_http_status" integer,
	"last_error_code" text,
	"last_error" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "source_channels_url_unique" UNIQUE("url")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sources_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_id" text NOT NULL,
	"name" text NOT NULL,
	"domain" text NOT NULL,
	"url" text NOT NULL,
	"kind" text DEFAULT 'OTHER' NOT NULL,
	"country" text,
	"languages" text[] DEFAULT '{}'::text[] NOT NULL,
	"exposure" text DEFAULT 'SNIPPET' NOT NULL,
	"snippet_max_chars" integer DEFAULT 150 NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sources_public_id_unique" UNIQUE("public_id"),
	CONSTRAINT "sources_domain_unique" UNIQUE("domain")
);
--> statement-breakpoint
CREATE TABLE "stories" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "stories_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_id" text NOT NULL,
	"headlines" jsonb NOT NULL,
	"headline" text NOT NULL,
	"first_article_id" bigint,
	"started_at" timestamp (3) with time zone NOT NULL,
	"latest_at" timestamp (3) with time zone NOT NULL,
	"article_count" integer DEFAULT 0 NOT NULL,
	"source_count" integer DEFAULT 0 NOT NULL,
	"independent_source_count" integer DEFAULT 0 NOT NULL,
	"languages" text[] DEFAULT '{}'::text[] NOT NULL,
	"countries" text[] DEFAULT '{}'::text[] NOT NULL,
	"merged_into_id" bigint,
	CONSTRAINT "stories_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
ALTER TABLE "article_search" ADD CONSTRAINT "article_search_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_texts" ADD CONSTRAINT "article_texts_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_story_id_stories_id_fk" FOREIGN KEY ("story_id") REFERENCES "public"."stories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authors" ADD CONSTRAINT "authors_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_rows" ADD CONSTRAINT "board_rows_run_id_board_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."board_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_rows" ADD CONSTRAINT "board_rows_entity_id_entities_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_organization_id_entities_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "copies" ADD CONSTRAINT "copies_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "copies" ADD CONSTRAINT "copies_original_id_articles_id_fk" FOREIGN KEY ("original_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entity_aliases" ADD CONSTRAINT "entity_aliases_entity_id_entities_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entity_redirects" ADD CONSTRAINT "entity_redirects_entity_id_entities_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_entries" ADD CONSTRAINT "feed_entries_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_entity_id_entities_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_entity_id_entities_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_parent_id_entities_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_speaker_id_entities_id_fk" FOREIGN KEY ("speaker_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_channels" ADD CONSTRAINT "source_channels_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_search_vector" ON "article_search" USING gin ("vector");--> statement-breakpoint
CREATE INDEX "article_search_sort" ON "article_search" USING btree ("sort_date" DESC NULLS FIRST,"article_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "articles_sort" ON "articles" USING btree ("sort_date" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "articles_source" ON "articles" USING btree ("source_id","sort_date" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "articles_story" ON "articles" USING btree ("story_id","sort_date" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "articles_language" ON "articles" USING btree ("language","sort_date" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "authors_source_name" ON "authors" USING btree ("source_id","name");--> statement-breakpoint
CREATE INDEX "board_rows_entity" ON "board_rows" USING btree ("entity_id","run_id");--> statement-breakpoint
CREATE INDEX "board_runs_latest" ON "board_runs" USING btree ("time_window","as_of" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "citations_article" ON "citations" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "copies_original" ON "copies" USING btree ("original_id");--> statement-breakpoint
CREATE INDEX "entities_kind_count" ON "entities" USING btree ("kind","article_count" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "entities_kind_name" ON "entities" USING btree ("kind","name","id");--> statement-breakpoint
CREATE INDEX "entity_aliases_folded" ON "entity_aliases" USING btree ("folded");--> statement-breakpoint
CREATE UNIQUE INDEX "feed_entries_key" ON "feed_entries" USING btree ("source_id","entry_key");--> statement-breakpoint
CREATE INDEX "mentions_entity" ON "mentions" USING btree ("entity_id","published_at" DESC NULLS FIRST,"article_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "mentions_published" ON "mentions" USING btree ("published_at","entity_id","source_id");--> statement-breakpoint
CREATE INDEX "places_parent" ON "places" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "quotes_article" ON "quotes" USING btree ("article_id","start_offset");--> statement-breakpoint
CREATE INDEX "quotes_speaker" ON "quotes" USING btree ("speaker_id","published_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "source_channels_source" ON "source_channels" USING btree ("source_id");--> statement-breakpoint
CREATE INDEX "source_channels_due" ON "source_channels" USING btree ("next_attempt_at") WHERE ingestible;--> statement-breakpoint
CREATE INDEX "stories_latest" ON "stories" USING btree ("latest_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "stories_merged" ON "stories" USING btree ("merged_into_id") WHERE merged_into_id is not null;