CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
ALTER TABLE "article_texts" ADD COLUMN "mentioned_dates" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "entity_aliases_trigrams" ON "entity_aliases" USING gin ("folded" gin_trgm_ops);