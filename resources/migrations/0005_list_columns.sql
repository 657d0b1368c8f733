CREATE TABLE `lead_tag` (
	`tag_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`position` integer NOT NULL,
	`added_by` integer NOT NULL,
	`removed_by` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`tag_id`, `list_id`, `position`),
	FOREIGN KEY (`tag_id`) REFERENCES `tag`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `lead_tag_place` ON `lead_tag` (`list_id`,`position`);--> statement-breakpoint
CREATE TABLE `list_copy` (
	`action_id` integer NOT NULL,
	`first_position` integer NOT NULL,
	`row_count` integer NOT NULL,
	PRIMARY KEY(`action_id`, `first_position`),
	FOREIGN KEY (`action_id`) REFERENCES `list_action`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `tag` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tag_name` ON `tag` (`workspace_id`,`name`);--> statement-breakpoint
ALTER TABLE `list_action` ADD `unfinished` text;--> statement-breakpoint
ALTER TABLE `list_action` ADD `tag_id` integer;--> statement-breakpoint
ALTER TABLE `list_action` ADD `target_list_id` integer;--> statement-breakpoint
ALTER TABLE `list_import` ADD `rows_of` integer;