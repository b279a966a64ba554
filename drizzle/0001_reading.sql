CREATE TABLE "article_revisions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "article_revisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_id" text NOT NULL,
	"article_id" bigint NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"headline" text NOT NULL,
	"headline_changed" boolean NOT NULL,
	"body_changed_ratio" real,
	"content_hash" text NOT NULL,
	CONSTRAINT "article_revisions_public_id_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "outlet_blocks" (
	"source_id" bigint NOT NULL,
	"hash" text NOT NULL,
	"articles" integer NOT NULL,
	"first_at" integer NOT NULL,
	"last_at" integer NOT NULL,
	"sample" text NOT NULL,
	CONSTRAINT "outlet_blocks_source_id_hash_pk" PRIMARY KEY("source_id","hash")
);
--> statement-breakpoint
CREATE TABLE "rights_evidence" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "rights_evidence_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source_id" bigint NOT NULL,
	"article_id" bigint,
	"basis" text NOT NULL,
	"url" text,
	"fetched_at" timestamp (3) with time zone NOT NULL,
	"excerpt" text
);
--> statement-breakpoint
CREATE TABLE "tombstones" (
	"public_id" text PRIMARY KEY NOT NULL,
	"typename" text NOT NULL,
	"url" text,
	"source_id" bigint,
	"cause" text NOT NULL,
	"requester" text,
	"note" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tombstones_url_unique" UNIQUE("url")
);
--> statement-breakpoint
CREATE TABLE "websub_subscriptions" (
	"channel_id" bigint PRIMARY KEY NOT NULL,
	"hub_url" text NOT NULL,
	"topic_url" text NOT NULL,
	"token" text NOT NULL,
	"secret" text NOT NULL,
	"state" text NOT NULL,
	"lease_expires_at" timestamp (3) with time zone,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"last_delivery_at" timestamp (3) with time zone,
	"error" text,
	CONSTRAINT "websub_subscriptions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
ALTER TABLE "article_texts" ADD COLUMN "html" text;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "is_accessible_for_free" boolean;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "withheld_basis" text;--> statement-breakpoint
ALTER TABLE "feed_entries" ADD COLUMN "etag" text;--> statement-breakpoint
ALTER TABLE "feed_entries" ADD COLUMN "last_modified" text;--> statement-breakpoint
ALTER TABLE "feed_entries" ADD COLUMN "revisit_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "feed_entries" ADD COLUMN "revisits" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "source_channels" ADD COLUMN "parse_failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "source_channels" ADD COLUMN "body_hash" text;--> statement-breakpoint
ALTER TABLE "source_channels" ADD COLUMN "entries_per_week" real;--> statement-breakpoint
ALTER TABLE "source_channels" ADD COLUMN "hub_url" text;--> statement-breakpoint
ALTER TABLE "source_channels" ADD COLUMN "topic_url" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "icon_url" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "selectors" jsonb;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "tdm_reserved" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "ai_training_allowed" boolean;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "licence_url" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "reserved_exposure" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "reserved_basis" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "rights_checked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "articles_counted" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "article_revisions" ADD CONSTRAINT "article_revisions_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outlet_blocks" ADD CONSTRAINT "outlet_blocks_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rights_evidence" ADD CONSTRAINT "rights_evidence_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rights_evidence" ADD CONSTRAINT "rights_evidence_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tombstones" ADD CONSTRAINT "tombstones_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "websub_subscriptions" ADD CONSTRAINT "websub_subscriptions_channel_id_source_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."source_channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_revisions_article" ON "article_revisions" USING btree ("article_id","seen_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "rights_evidence_source" ON "rights_evidence" USING btree ("source_id") WHERE article_id is null;--> statement-breakpoint
CREATE INDEX "rights_evidence_article" ON "rights_evidence" USING btree ("article_id") WHERE article_id is not null;--> statement-breakpoint
CREATE INDEX "feed_entries_revisit" ON "feed_entries" USING btree ("revisit_at") WHERE revisit_at is not null;--> statement-breakpoint
CREATE INDEX "feed_entries_article" ON "feed_entries" USING btree ("article_id") WHERE article_id is not null;