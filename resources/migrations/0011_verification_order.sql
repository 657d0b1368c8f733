ALTER TABLE `list_action` ADD `run_id` integer;--> statement-breakpoint
ALTER TABLE `verification_run` ADD `newest_at_end` integer;