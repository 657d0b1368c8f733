CREATE TABLE `experiment` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`plan` text NOT NULL,
	`mark` text NOT NULL,
	`seed` text NOT NULL,
	`created_at` text NOT NULL,
	`winner` integer,
	`decided_at` text,
	`decision` text DEFAULT '' NOT NULL,
	`removed_at` text,
	`result` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `experiment_workspace` ON `experiment` (`workspace_id`,`id`);--> statement-breakpoint
CREATE INDEX `experiment_list` ON `experiment` (`list_id`);--> statement-breakpoint
CREATE TABLE `experiment_lead` (
	`experiment_id` integer NOT NULL,
	`address` integer NOT NULL,
	`variant` integer NOT NULL,
	`stratum` integer NOT NULL,
	`action_id` integer NOT NULL,
	PRIMARY KEY(`experiment_id`, `address`),
	FOREIGN KEY (`experiment_id`) REFERENCES `experiment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `experiment_step` (
	`action_id` integer PRIMARY KEY NOT NULL,
	`experiment_id` integer NOT NULL,
	`at` text NOT NULL,
	`lead_count` integer DEFAULT 0 NOT NULL,
	`row_count` integer NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`experiment_id`) REFERENCES `experiment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `experiment_step_experiment` ON `experiment_step` (`experiment_id`);--> statement-breakpoint
CREATE TABLE `experiment_stratum` (
	`experiment_id` integer NOT NULL,
	`no` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`experiment_id`, `no`),
	FOREIGN KEY (`experiment_id`) REFERENCES `experiment`(`id`) ON UPDATE no action ON DELETE no action
);
