ALTER TABLE `export_run` ADD `target` text DEFAULT 'campaign' NOT NULL;--> statement-breakpoint
ALTER TABLE `export_run` ADD `remote_list_id` text;--> statement-breakpoint
ALTER TABLE `export_run` ADD `tagging` text DEFAULT 'not_wanted' NOT NULL;--> statement-breakpoint
ALTER TABLE `export_run` ADD `tag_problem` text;--> statement-breakpoint
CREATE INDEX `export_run_remote_list` ON `export_run` (`workspace_id`,`remote_list_id`);