CREATE TABLE `report_logo` (
	`workspace_id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`bytes` blob NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `report_made` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`from_date` text NOT NULL,
	`to_date` text NOT NULL,
	`asked_by` text NOT NULL,
	`due_at` integer,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`folder` text NOT NULL,
	`formats` text NOT NULL,
	`quotes` text NOT NULL,
	`files` text NOT NULL,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `report_made_workspace` ON `report_made` (`workspace_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_made_due` ON `report_made` (`workspace_id`,`due_at`);--> statement-breakpoint
CREATE TABLE `report_plan` (
	`workspace_id` integer PRIMARY KEY NOT NULL,
	`every` text NOT NULL,
	`day` integer NOT NULL,
	`minute` integer NOT NULL,
	`formats` text NOT NULL,
	`is_on` integer NOT NULL,
	`settled_at` integer NOT NULL,
	`problem_code` text,
	`problem_data` text,
	`problem_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
