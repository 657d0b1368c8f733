CREATE TABLE `block_entry` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`value` text NOT NULL,
	`origin` text NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `block_entry_value` ON `block_entry` (`workspace_id`,`origin`,`value`);--> statement-breakpoint
CREATE INDEX `block_entry_live` ON `block_entry` (`workspace_id`,`value`) WHERE "block_entry"."removed_at" is null;--> statement-breakpoint
CREATE TABLE `block_pull` (
	`workspace_id` integer PRIMARY KEY NOT NULL,
	`pulled_at` text NOT NULL,
	`entry_count` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `supabase_pull` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source_id` integer NOT NULL,
	`question` text NOT NULL,
	`saved_at` text NOT NULL,
	`row_count` integer NOT NULL,
	`list_id` integer,
	FOREIGN KEY (`source_id`) REFERENCES `supabase_source`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `supabase_pull_question` ON `supabase_pull` (`source_id`,`question`);--> statement-breakpoint
CREATE TABLE `supabase_row` (
	`pull_id` integer NOT NULL,
	`row_key` text NOT NULL,
	`look` blob NOT NULL,
	PRIMARY KEY(`pull_id`, `row_key`),
	FOREIGN KEY (`pull_id`) REFERENCES `supabase_pull`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `supabase_source` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`address` text NOT NULL,
	`key_kind` text NOT NULL,
	`masked` text NOT NULL,
	`cipher` blob,
	`protection` text NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `supabase_source_workspace` ON `supabase_source` (`workspace_id`);