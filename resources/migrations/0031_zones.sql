CREATE TABLE `export_zone` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`click_id` text NOT NULL,
	`zone` text NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `export_zone_click` ON `export_zone` (`workspace_id`,`click_id`);--> statement-breakpoint
CREATE TABLE `export_zone_row` (
	`zone_id` integer NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`zone_id`, `position`),
	FOREIGN KEY (`zone_id`) REFERENCES `export_zone`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `campaign_rest` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`export_id` integer NOT NULL,
	`date` text NOT NULL,
	`name` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`state` text NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `campaign_rest_date` ON `campaign_rest` (`export_id`,`date`);--> statement-breakpoint
CREATE INDEX `campaign_rest_open` ON `campaign_rest` (`from_at`) WHERE state in ('planned', 'pausing', 'paused', 'starting');--> statement-breakpoint
ALTER TABLE `export_run` ADD `zone_id` integer REFERENCES export_zone(id);--> statement-breakpoint
ALTER TABLE `export_run` ADD `zone_rows` integer;--> statement-breakpoint
CREATE INDEX `export_run_zone` ON `export_run` (`zone_id`) WHERE zone_id is not null;