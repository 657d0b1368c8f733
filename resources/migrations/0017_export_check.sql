CREATE TABLE `export_check` (
	`export_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`at` integer NOT NULL,
	`there` integer NOT NULL,
	`agreed` integer NOT NULL,
	`missing` integer NOT NULL,
	`uncounted` integer NOT NULL,
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `export_difference` (
	`export_id` integer NOT NULL,
	`position` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`export_id`, `position`),
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
