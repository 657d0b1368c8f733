CREATE TABLE `sequence` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`language` text,
	`industry` text NOT NULL,
	`steps` text NOT NULL,
	`version` integer NOT NULL,
	`saved_at` text NOT NULL,
	`removed_at` text
);
--> statement-breakpoint
CREATE INDEX `sequence_workspace` ON `sequence` (`workspace_id`,`saved_at`) WHERE removed_at is null;--> statement-breakpoint
CREATE TABLE `sequence_version` (
	`sequence_id` integer NOT NULL,
	`no` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`at` text NOT NULL,
	`origin` text NOT NULL,
	`from` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`sequence_id`, `no`),
	FOREIGN KEY (`sequence_id`) REFERENCES `sequence`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sequence_version_workspace` ON `sequence_version` (`workspace_id`);--> statement-breakpoint
ALTER TABLE `export_run` ADD `copy_check` text;