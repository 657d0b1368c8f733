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
ALTER TABLE `export_run` ADD `zone_id` integer REFERENCES export_zone(id);--> statement-breakpoint
ALTER TABLE `export_run` ADD `zone_rows` integer;--> statement-breakpoint
CREATE INDEX `export_run_zone` ON `export_run` (`zone_id`) WHERE zone_id is not null;