ALTER INDEX "article_search_vector" SET (fastupdate = off);--> statement-breakpoint
SELECT gin_clean_pending_list('article_search_vector');
