ALTER TABLE `email_check` ADD `earlier_verdict` text;--> statement-breakpoint
ALTER TABLE `email_check` ADD `earlier_checked_at` text;--> statement-breakpoint
ALTER TABLE `email_check` ADD `earlier_run_id` integer;--> statement-breakpoint
ALTER TABLE `verification_run` ADD `credits_before` real DEFAULT 0 NOT NULL;