CREATE TABLE `import_same` (
	`import_id` integer NOT NULL,
	`first_row` integer NOT NULL,
	`leads` blob NOT NULL,
	PRIMARY KEY(`import_id`, `first_row`),
	FOREIGN KEY (`import_id`) REFERENCES `list_import`(`id`) ON UPDATE no action ON DELETE no action
);
