-- By hand: `lead_copy_row` is WITHOUT ROWID, so that a gate finds an address where its key is.
CREATE TABLE `lead_copy` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`state` text NOT NULL,
	`asked_by` text NOT NULL,
	`cursor` text,
	`started_at` integer NOT NULL,
	`read_at` integer,
	`ended_at` integer,
	`leads` integer DEFAULT 0 NOT NULL,
	`addresses` integer DEFAULT 0 NOT NULL,
	`contacted` integer DEFAULT 0 NOT NULL,
	`counted` integer,
	`listed` integer,
	`newest_id` text,
	`after_newest` integer DEFAULT 0 NOT NULL,
	`new_at` integer,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_copy_workspace` ON `lead_copy` (`workspace_id`,`id`);--> statement-breakpoint
CREATE INDEX `lead_copy_state` ON `lead_copy` (`state`);--> statement-breakpoint
CREATE TABLE `lead_copy_page` (
	`id` integer PRIMARY KEY NOT NULL,
	`copy_id` integer NOT NULL,
	`body` text NOT NULL,
	FOREIGN KEY (`copy_id`) REFERENCES `lead_copy`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `lead_copy_page_copy` ON `lead_copy_page` (`copy_id`,`id`);--> statement-breakpoint
CREATE TABLE `lead_copy_place` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`remote_id` text NOT NULL,
	`name` text,
	`leads` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_copy_place_remote` ON `lead_copy_place` (`workspace_id`,`kind`,`remote_id`);--> statement-breakpoint
CREATE TABLE `lead_copy_row` (
	`email` text NOT NULL,
	`copy_id` integer NOT NULL,
	`place_id` integer NOT NULL,
	`contacted_at` integer,
	PRIMARY KEY(`email`, `copy_id`, `place_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `archived_lead_address` ON `archived_lead` (`email`);