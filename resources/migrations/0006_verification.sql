CREATE TABLE `email_check` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`email` text NOT NULL,
	`run_id` integer NOT NULL,
	`state` text NOT NULL,
	`verdict` text,
	`asked_at` text,
	`checked_at` text,
	`credits_used` real,
	`credits_left` real,
	`applied` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`run_id`) REFERENCES `verification_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `email_check_email` ON `email_check` (`workspace_id`,`email`);--> statement-breakpoint
CREATE INDEX `email_check_run` ON `email_check` (`run_id`,`state`,`applied`);--> statement-breakpoint
CREATE TABLE `verification_run` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`state` text NOT NULL,
	`problem_code` text,
	`problem_data` text,
	`started_at` text NOT NULL,
	`finished_at` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `verification_run_list` ON `verification_run` (`list_id`,`id`);