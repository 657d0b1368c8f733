CREATE TABLE `import_rows` (
	`import_id` integer NOT NULL,
	`first_row` integer NOT NULL,
	`row_count` integer NOT NULL,
	`codec` text NOT NULL,
	`cells` blob NOT NULL,
	PRIMARY KEY(`import_id`, `first_row`),
	FOREIGN KEY (`import_id`) REFERENCES `list_import`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `lead_change` (
	`action_id` integer NOT NULL,
	`lead_id` integer NOT NULL,
	`new_lead_id` integer,
	`gate` integer NOT NULL,
	`email` text,
	`payload` text NOT NULL,
	PRIMARY KEY(`action_id`, `lead_id`),
	FOREIGN KEY (`action_id`) REFERENCES `list_action`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `lead_change_lead` ON `lead_change` (`lead_id`);--> statement-breakpoint
CREATE TABLE `list_action` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`kind` text NOT NULL,
	`lead_count` integer NOT NULL,
	`at` text NOT NULL,
	`undone_at` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `list_action_list` ON `list_action` (`list_id`,`id`);--> statement-breakpoint
DROP INDEX `lead_ready_email`;--> statement-breakpoint
ALTER TABLE `lead` DROP COLUMN `first_name`;--> statement-breakpoint
ALTER TABLE `lead` ADD `first_name` text;--> statement-breakpoint
ALTER TABLE `lead` DROP COLUMN `last_name`;--> statement-breakpoint
ALTER TABLE `lead` ADD `last_name` text;--> statement-breakpoint
ALTER TABLE `lead` DROP COLUMN `company_name`;--> statement-breakpoint
ALTER TABLE `lead` ADD `company_name` text;--> statement-breakpoint
ALTER TABLE `lead` DROP COLUMN `job_title`;--> statement-breakpoint
ALTER TABLE `lead` ADD `job_title` text;--> statement-breakpoint
ALTER TABLE `lead` ADD `removed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `lead` SET `first_name` = `payload` ->> '$.first_name', `last_name` = `payload` ->> '$.last_name', `company_name` = `payload` ->> '$.company_name', `job_title` = `payload` ->> '$.job_title';--> statement-breakpoint
CREATE INDEX `lead_removed` ON `lead` (`list_id`,`position`) WHERE removed <> 0;--> statement-breakpoint
CREATE UNIQUE INDEX `lead_ready_email` ON `lead` (`email`,`list_id`,`removed`) WHERE gate = 0;--> statement-breakpoint
ALTER TABLE `lead_list` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `list_gate_count` ADD `removed` integer DEFAULT 0 NOT NULL;