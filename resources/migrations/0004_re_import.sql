ALTER TABLE `lead_change` ADD `row_number` integer;--> statement-breakpoint
CREATE INDEX `lead_change_new` ON `lead_change` (`new_lead_id`) WHERE new_lead_id is not null;--> statement-breakpoint
ALTER TABLE `list_action` ADD `state` text DEFAULT 'done' NOT NULL;--> statement-breakpoint
ALTER TABLE `list_action` ADD `import_id` integer REFERENCES list_import(id);--> statement-breakpoint
CREATE INDEX `lead_held_email` ON `lead` (`email`,`list_id`) WHERE gate not in (0, 1, 2, 5, 6, 9);